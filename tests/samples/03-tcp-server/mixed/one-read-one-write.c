/*
 * cause: takes the first recv for all that a client has to say
 * shows: After the first piece it closes, whether the client has ended
 *   or not.
 * fails: echoes_a_word echoes_every_byte_value no_line_is_a_command
 *   echoes_byte_by_byte pause_at_every_split echoes_a_mebibyte
 *   slow_reader short_receive crowd_in_reverse silent_client
 *
 * cause: takes 127.0.0.1 for the address of the machine
 * shows: Clients that come from elsewhere are refused.
 * fails: listens_on_every_address
 *
 * cause: takes a wrong call for no failure
 * shows: After the usage line the exit status is 0.
 * fails: usage_without_arguments usage_with_two_ports
 *
 * cause: expects that an accept that failed works if it is called again
 *   at once
 * shows: While no descriptor is free it calls accept again and again.
 * fails: no_descriptor_free
 */
/* simple server in the internet domain using TCP */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int error(const char *msg)
{
	fprintf(stderr, "%s: %s\n", msg, strerror(errno));
	return 1;
}

int main(int argc, char *argv[])
{
	int sockfd, newsockfd, n, m, k, one = 1;
	unsigned portno;
	socklen_t clilen;
	char buffer[1 << 20], end;
	struct sockaddr_in serv_addr, cli_addr;

	if (argc != 2) {
		fprintf(stderr, "USAGE: %s port\n", argv[0]);
		exit(0);
	}
	if (strspn(argv[1], "0123456789") != strlen(argv[1]) ||
		sscanf(argv[1], "%9u%c", &portno, &end) != 1 ||
		portno - 1 > 65534) {
		fprintf(stderr, "ERROR, bad port\n");
		exit(1);
	}
	sockfd = socket(AF_INET, SOCK_STREAM, 0);
	if (sockfd < 0)
		return error("ERROR opening socket");
	setsockopt(sockfd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	memset(&serv_addr, 0, sizeof(serv_addr));
	serv_addr.sin_family = AF_INET;
	inet_aton("127.0.0.1", &serv_addr.sin_addr);
	serv_addr.sin_port = htons(portno);
	if (bind(sockfd, (struct sockaddr *)&serv_addr,
		    sizeof(serv_addr)) < 0)
		return error("ERROR on binding");
	if (listen(sockfd, 50) < 0)
		return error("ERROR on listen");
	while (1) {
		clilen = sizeof(cli_addr);
		newsockfd = accept(
			sockfd, (struct sockaddr *)&cli_addr, &clilen);
		if (newsockfd < 0)
			continue;
		printf("Client connected: %s\n",
			inet_ntoa(cli_addr.sin_addr));
		fflush(stdout);
		do
			n = recv(newsockfd, buffer, sizeof(buffer), 0);
		while (n < 0 && errno == EINTR);
		for (m = 0; m < n; m += k) {
			k = send(newsockfd, buffer + m, n - m,
				MSG_NOSIGNAL);
			if (k < 0 && errno != EINTR)
				break;
			if (k < 0)
				k = 0;
		}
		close(newsockfd);
	}
}
