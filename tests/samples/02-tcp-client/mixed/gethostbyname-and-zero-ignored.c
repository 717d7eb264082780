/*
 * cause: takes IPv4 for all there is
 * shows: An IPv6 address is an unknown host.
 * fails: ipv6_address one_family_only
 *
 * cause: takes the first address for the only one
 * shows: h_addr is tried and no other.
 * fails: second_address_connects failed_attempts_are_closed
 *   interrupted_refusal one_family_only
 *
 * cause: takes an end and a failure of the connection for one and the
 *   same
 * shows: "server gone" is all that is said about either.
 * fails: losses_differ
 *
 * cause: takes it for granted that the server still reads
 * shows: SIGPIPE kills it when the connection is gone.
 * fails: broken_before_sending
 */
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

static int is_port(const char *s)
{
	int i, v = 0;
	if (s[0] == 0)
		return 0;
	for (i = 0; s[i]; i++) {
		if (s[i] < '0' || s[i] > '9')
			return 0;
		v = v * 10 + s[i] - '0';
		if (v > 65535)
			return 0;
	}
	return v;
}

static int my_connect(int fd, struct sockaddr_in *a)
{
	int r;
	do
		r = connect(fd, (struct sockaddr *)a, sizeof *a);
	while (r < 0 && errno == EINTR);
	return r;
}

int main(int argc, char **argv)
{
	struct hostent *hp;
	struct sockaddr_in sin;
	int port, s;
	size_t len, done = 0;
	char *p, *reply;
	ssize_t n;

	if (argc != 4 || (port = is_port(argv[3])) == 0) {
		fputs("USAGE: echoclient server word port\n", stderr);
		return 1;
	}
	hp = gethostbyname(argv[1]);
	if (!hp) {
		fprintf(stderr, "echoclient: %s: %s\n", argv[1],
			hstrerror(h_errno));
		return 1;
	}
	memset(&sin, 0, sizeof sin);
	sin.sin_family = AF_INET;
	memcpy(&sin.sin_addr, hp->h_addr, hp->h_length);
	sin.sin_port = htons(port);
	if ((s = socket(AF_INET, SOCK_STREAM, 0)) < 0) {
		perror("echoclient: socket");
		return 1;
	}
	if (my_connect(s, &sin) < 0) {
		perror("echoclient: connect");
		close(s);
		return 1;
	}
	len = strlen(argv[2]);
	for (p = argv[2]; done < len;) {
		n = write(s, p + done, len - done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			perror("echoclient: write");
			return 1;
		}
		done += n;
	}
	reply = malloc(len + 1);
	if (!reply)
		return 1;
	for (done = 0; done < len;) {
		n = read(s, reply + done, len - done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			fputs("echoclient: server gone\n", stderr);
			free(reply);
			return 1;
		}
		done += n;
	}
	close(s);
	fputs("Received: ", stdout);
	fwrite(reply, 1, len, stdout);
	putchar('\n');
	free(reply);
	if (fflush(stdout) || ferror(stdout)) {
		perror("echoclient: stdout");
		return 1;
	}
	return 0;
}
