/*
 * misconception: takes a name that was found for harmless as a format
 * fails: full_disk
 * shows: When the address of a name with %n in it cannot be written,
 *   the message about that writes to memory at random.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void die(const char *format, ...)
{
	va_list list;

	va_start(list, format);
	fprintf(stderr, "nslookup: ");
	vfprintf(stderr, format, list);
	va_end(list);
	fprintf(stderr, "\n");
	exit(1);
}

int main(int argc, char **argv)
{
	struct addrinfo hints, *all, *one, *before;
	char text[INET6_ADDRSTRLEN], message[1000];
	int six = argc == 3 && !strcmp(argv[1], "-6");
	int error;

	if (!six && (argc != 2 || !strcmp(argv[1], "-6")))
		die("%s", "\nUSAGE: nslookup [-6] <inet_address>");
	memset(&hints, 0, sizeof hints);
	hints.ai_family = six ? AF_INET6 : AF_INET;
	hints.ai_socktype = SOCK_DGRAM;
	error = getaddrinfo(argv[argc - 1], NULL, &hints, &all);
	if (error)
		die("%s: %s", argv[argc - 1],
			error == EAI_SYSTEM ? strerror(errno)
					    : gai_strerror(error));
	for (one = all; one; one = one->ai_next) {
		for (before = all; before != one;
			before = before->ai_next)
			if (!memcmp(before->ai_addr, one->ai_addr,
				    one->ai_addrlen))
				break;
		if (before == one) {
			getnameinfo(one->ai_addr, one->ai_addrlen, text,
				sizeof text, NULL, 0, NI_NUMERICHOST);
			printf("%s\n", text);
		}
	}
	freeaddrinfo(all);
	if (fflush(stdout)) {
		snprintf(message, sizeof message, "%s: %s",
			argv[argc - 1], strerror(errno));
		die(message);
	}
	return 0;
}
