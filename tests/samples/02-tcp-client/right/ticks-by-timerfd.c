/* A timer ticks while it waits for the reply. */
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#define BUFFER_SIZE 256
typedef struct {
	char *server;
	char *word;
	char *port;
	int sock;
} Client;

static void fail(const char *step)
{
	fprintf(stderr, "echoclient: %s: %s\n", step, strerror(errno));
	exit(EXIT_FAILURE);
}

static int validPort(const char *text)
{
	int value = 0;

	if (*text == '\0')
		return 0;
	while (*text != '\0') {
		if (*text < '0' || *text > '9' || value > 65535)
			return 0;
		value = value * 10 + (*text++ - '0');
	}
	return value >= 1 && value <= 65535;
}
static void openConnection(Client *client)
{
	struct addrinfo hints, *list, *entry;
	int result;

	memset(&hints, 0, sizeof(hints));
	hints.ai_family = AF_UNSPEC;
	hints.ai_socktype = SOCK_STREAM;
	result = getaddrinfo(
		client->server, client->port, &hints, &list);
	if (result != 0) {
		fprintf(stderr, "echoclient: %s: %s\n", client->server,
			gai_strerror(result));
		exit(EXIT_FAILURE);
	}
	client->sock = -1;
	for (entry = list; entry != NULL; entry = entry->ai_next) {
		client->sock = socket(entry->ai_family,
			entry->ai_socktype, entry->ai_protocol);
		if (client->sock == -1)
			fail("socket");
		do {
			result = connect(client->sock, entry->ai_addr,
				entry->ai_addrlen);
		} while (result == -1 && errno == EINTR);
		if (result == 0)
			break;
		if (entry->ai_next == NULL)
			fail("connect");
		close(client->sock);
	}
	freeaddrinfo(list);
}
static void sendWord(Client *client)
{
	size_t length = strlen(client->word);
	size_t sent = 0;

	while (sent < length) {
		ssize_t n = send(client->sock, client->word + sent,
			length - sent, MSG_NOSIGNAL);
		if (n == -1) {
			if (errno == EINTR)
				continue;
			fail("send");
		}
		sent += n;
	}
}
/* Once in 50 ms there would be time for other work. */
static void awaitBytes(Client *client)
{
	struct itimerspec tick = { { 0, 50000000 }, { 0, 50000000 } };
	struct pollfd both[2] = { { client->sock, POLLIN, 0 } };
	unsigned long long ticks;

	both[1].fd = timerfd_create(CLOCK_MONOTONIC, 0);
	both[1].events = POLLIN;
	if (both[1].fd == -1 ||
		timerfd_settime(both[1].fd, 0, &tick, NULL) == -1)
		fail("timerfd");
	while (both[0].revents == 0) {
		if (poll(both, 2, -1) == -1) {
			if (errno != EINTR)
				fail("poll");
			both[0].revents = both[1].revents = 0;
		}
		if (both[1].revents != 0 &&
			read(both[1].fd, &ticks, sizeof(ticks)) == -1 &&
			errno != EINTR)
			fail("timerfd");
	}
	close(both[1].fd);
}
static void receiveReply(Client *client)
{
	size_t length = strlen(client->word);
	char *buffer = malloc(length + 1);
	size_t received = 0;

	while (received < length) {
		awaitBytes(client);
		ssize_t n = recv(client->sock, buffer + received,
			length - received, 0);
		if (n == -1) {
			if (errno == EINTR)
				continue;
			fail("recv");
		}
		if (n == 0) {
			fprintf(stderr,
				"echoclient: connection closed "
				"by server\n");
			exit(EXIT_FAILURE);
		}
		received += n;
	}
	printf("Received: ");
	fwrite(buffer, 1, length, stdout);
	free(buffer);
}
int main(int argc, char *argv[])
{
	Client client;

	if (argc != 4) {
		fprintf(stderr, "USAGE: %s <server> <word> <port>\n",
			argv[0]);
		return EXIT_FAILURE;
	}
	client.server = argv[1];
	client.word = argv[2];
	client.port = argv[3];
	if (!validPort(client.port)) {
		fprintf(stderr, "echoclient: invalid port: %s\n",
			client.port);
		return EXIT_FAILURE;
	}
	openConnection(&client);
	sendWord(&client);
	receiveReply(&client);
	printf("\n");
	if (fflush(stdout) == EOF)
		fail("stdout");
	close(client.sock);
	return EXIT_SUCCESS;
}
