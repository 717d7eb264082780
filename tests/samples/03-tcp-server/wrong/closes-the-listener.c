/*
 * misconception: closes the listening socket when a client is done
 * fails: queue_waits_its_turn announces_other_address
 *   nothing_else_on_stdout one_at_a_time pause_at_every_split
 *   all_said_before_its_turn nothing_of_the_previous_client
 *   short_receive crowd_in_reverse client_resets
 *   left_before_its_turn reset_in_the_queue leaves_without_reading
 *   connects_and_leaves never_reads idle_burns_nothing
 *   no_descriptor_free lost_clients many_clients
 * shows: The next client is refused, and accept fails for ever.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int sock; /* "the" socket */

static int put_all(int fd, char *p, int n)
{
	while (n > 0) {
		int k = send(fd, p, n, MSG_NOSIGNAL);

		if (k < 0 && errno != EINTR)
			return 0;
		if (k > 0) {
			p += k;
			n -= k;
		}
	}
	return 1;
}

static void converse(int fd)
{
	char words[900];
	int n;

	do {
		n = recv(fd, words, sizeof words, 0);
		if (n < 0 && errno == EINTR)
			n = 1;
		else if (n > 0 && !put_all(fd, words, n))
			n = 0;
	} while (n > 0);
	shutdown(fd, SHUT_RDWR);
	close(sock);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int fd, on = 1;
	unsigned port = 0;
	char c;

	if (argc != 2 || strchr(argv[1], '-') != NULL ||
		sscanf(argv[1], "%u%c", &port, &c) != 1 || port < 1 ||
		port > 65535) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		exit(1);
	}
	a.sin_port = htons(port);
	sock = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(sock, (struct sockaddr *)&a, sizeof a) == -1 ||
		listen(sock, 5) == -1) {
		perror("echoserver");
		exit(1);
	}
	while (1) {
		socklen_t len = sizeof a;
		fd = accept(sock, (struct sockaddr *)&a, &len);
		if (fd == -1) {
			perror("accept");
			sleep(1);
			continue;
		}
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		converse(fd);
	}
}
