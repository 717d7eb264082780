/*
 * misconception: prints bytes by %s that nobody has ended
 * fails: reply_in_one_piece empty_reply long_reply
 *   reply_byte_by_byte reply_at_every_split reply_is_the_peers
 *   zero_bytes bytes_like_an_end reply_is_no_format extra_bytes
 *   server_keeps_open server_is_silent orderly_end nothing_leaks
 *   server_ends_after_reply interrupted_connect interrupted_sending
 *   interrupted_receiving full_disk short_write name_by_dns
 *   name_in_hosts_file ipv6_address second_address_connects
 *   interrupted_refusal one_family_only
 * shows: printf reads on behind the last byte of the reply.
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
static void receiveReply(Client *client)
{
	size_t length = strlen(client->word);
	char *buffer = malloc(length);
	size_t received = 0;

	while (received < length) {
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
	printf("Received: %s", buffer);
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
