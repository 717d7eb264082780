/*
 * cause: takes the newline for the end of a message
 * shows: A word without a newline is never sent back.
 * fails: echoes_a_word echoes_every_byte_value no_line_is_a_command
 *   echoes_byte_by_byte pause_at_every_split echoes_a_mebibyte
 *   slow_reader all_said_before_its_turn nothing_of_the_previous_client
 *   short_send short_receive crowd_in_reverse leaves_without_reading
 *   never_reads accept_aborted no_descriptor_free interrupted_accept
 *   interrupted_receive interrupted_send lost_clients
 *
 * cause: takes what it received for a string
 * shows: fputs sends a line up to its first zero byte.
 * fails: echoes_every_byte_value echoes_a_mebibyte slow_reader
 *   late_reader_gets_the_rest
 *
 * cause: expects send to say so when the client is gone
 * shows: It is killed by SIGPIPE.
 * fails: leaves_without_reading
 *
 * cause: takes every failure of accept for the end of the server
 * shows: A signal or a lack of descriptors ends it.
 * fails: accept_aborted no_descriptor_free interrupted_accept
 */
#include <arpa/inet.h>
#include <ctype.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int number(const char *s)
{
	const char *t;
	for (t = s; *t; t++)
		if (!isdigit((unsigned char)*t))
			return 0;
	return strlen(s) < 6 ? atoi(s) : 0;
}

int main(int argc, char *argv[])
{
	int s, c, y = 1, port;
	struct sockaddr_in sin;
	socklen_t sl;
	char line[5000];
	FILE *in, *out;

	if (argc != 2) {
		fprintf(stderr, "USAGE: echoserver port\n");
		return 1;
	}
	port = number(argv[1]);
	if (port < 1 || port > 65535) {
		fprintf(stderr, "echoserver: wrong port %s\n", argv[1]);
		return 1;
	}
	s = socket(AF_INET, SOCK_STREAM, 0);
	memset(&sin, 0, sizeof sin);
	sin.sin_family = AF_INET;
	sin.sin_addr.s_addr = INADDR_ANY;
	sin.sin_port = htons(port);
	if (s < 0 ||
		setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &y, sizeof y) <
			0 ||
		bind(s, (struct sockaddr *)&sin, sizeof sin) < 0 ||
		listen(s, 10) < 0) {
		perror("echoserver");
		return 1;
	}
	while (sl = sizeof sin,
		(c = accept(s, (struct sockaddr *)&sin, &sl)) >= 0) {
		printf("Client connected: %s\n",
			inet_ntoa(sin.sin_addr));
		fflush(stdout);
		in = fdopen(c, "r");
		out = fdopen(dup(c), "w");
		if (!in || !out)
			break;
		while (fgets(line, sizeof line, in)) {
			fputs(line, out);
			if (fflush(out))
				break;
		}
		fclose(in);
		fclose(out);
	}
	perror("echoserver: accept");
	return 1;
}
