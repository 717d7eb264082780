/*
 * cause: goes on as if connected when no address has connected
 * shows: Where all addresses refuse, it sends on a descriptor that is
 *   closed.
 * fails: connection_refused reasons_differ reason_outlives_close
 *   nothing_leaks no_address_connects
 *
 * cause: never looks whether send has failed
 * shows: When the connection breaks while it sends, -1 is added to the
 *   count.
 * fails: broken_before_sending reset_while_sending interrupted_sending
 *
 * cause: complains about each address, even if the next one connects
 * shows: A good run writes to stderr when its first address refuses.
 * fails: second_address_connects
 *
 * cause: prints all that comes instead of what it waits for
 * shows: Bytes behind the reply are printed, too.
 * fails: extra_bytes
 */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define SA struct sockaddr

int Port(char *s)
{
	char *e;
	long p;

	if (*s < '0' || *s > '9')
		return 0;
	p = strtol(s, &e, 10);
	return *e == 0 && p > 0 && p < 65536;
}

int tcp_connect(const char *host, const char *serv)
{
	int sockfd = -1, n;
	struct addrinfo hints, *res, *ressave;

	bzero(&hints, sizeof(struct addrinfo));
	hints.ai_family = AF_UNSPEC;
	hints.ai_socktype = SOCK_STREAM;

	if ((n = getaddrinfo(host, serv, &hints, &res)) != 0) {
		fprintf(stderr, "tcp_connect error for %s, %s: %s\n",
			host, serv, gai_strerror(n));
		exit(1);
	}
	ressave = res;

	do {
		sockfd = socket(res->ai_family, res->ai_socktype,
			res->ai_protocol);
		if (sockfd < 0) {
			perror("socket error");
			exit(1);
		}
		while ((n = connect(sockfd, (SA *)res->ai_addr,
				res->ai_addrlen)) < 0 &&
			errno == EINTR)
			;
		if (n == 0)
			break; /* success */
		perror("connect error");
		close(sockfd); /* ignore this one */
	} while ((res = res->ai_next) != NULL);

	freeaddrinfo(ressave);
	return (sockfd);
}

void str_cli(int sockfd, char *word)
{
	char recvline[4096];
	int n, sum = 0, len = strlen(word);

	for (n = 0; n < len;)
		n += send(sockfd, word + n, len - n, MSG_NOSIGNAL);

	printf("Received: ");
	while (sum < len) {
		n = recv(sockfd, recvline, sizeof(recvline), 0);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			perror("recv error");
			exit(1);
		}
		if (n == 0) {
			fprintf(stderr,
				"str_cli: server terminated "
				"prematurely\n");
			exit(1);
		}
		fwrite(recvline, 1, n, stdout);
		sum += n;
	}
	printf("\n");
	if (fflush(stdout) == EOF) {
		perror("fflush error");
		exit(1);
	}
}

int main(int argc, char **argv)
{
	int sockfd;

	if (argc != 4 || !Port(argv[3])) {
		fprintf(stderr,
			"USAGE: echoclient <server> <word> <port>\n");
		exit(1);
	}
	sockfd = tcp_connect(argv[1], argv[3]);
	str_cli(sockfd, argv[2]); /* do it all */
	close(sockfd);
	exit(0);
}
