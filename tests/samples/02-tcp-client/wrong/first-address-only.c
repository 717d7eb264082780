/*
 * misconception: takes the first address for the only one
 * fails: second_address_connects failed_attempts_are_closed
 *   interrupted_refusal one_family_only
 * shows: If the first address of a name refuses, the others are never
 *   tried.
 */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
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
	struct addrinfo hints, *list;
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
	client->sock = socket(
		list->ai_family, list->ai_socktype, list->ai_protocol);
	if (client->sock == -1)
		fail("socket");
	do {
		result = connect(
			client->sock, list->ai_addr, list->ai_addrlen);
	} while (result == -1 && errno == EINTR);
	if (result == -1)
		fail("connect");
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
static void receiveReply(Client *client)
{
	char buffer[BUFFER_SIZE];
	size_t remaining = strlen(client->word);

	printf("Received: ");
	while (remaining > 0) {
		size_t wanted = remaining;
		if (wanted > BUFFER_SIZE)
			wanted = BUFFER_SIZE;
		ssize_t n = recv(client->sock, buffer, wanted, 0);
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
		fwrite(buffer, 1, n, stdout);
		remaining -= n;
	}
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
