/*
 * misconception: frees the list before it is done with it
 * fails: bad_ports ports_out_of_range unknown_options bad_waits
 *   datagram_arrives port_in_network_order whole_word empty_word
 *   any_byte_value long_word too_long_word not_an_address no_socket
 *   reply_is_printed reply_of_other_length largest_reply empty_reply
 *   any_byte_in_reply one_reply_only silent_success full_disk
 *   short_write a_second_without_w again_without_reply
 *   again_never_early again_not_late all_sendings_are_four
 *   all_over_after_15_times answer_to_first_sending
 *   answer_to_last_sending an_interruption_is_no_end interrupted_calls
 *   all_quiet_meanwhile longest_waits a_stranger_at_a_time
 *   a_stranger_instead other_port other_address stranger_just_before
 *   refusal refusal_later name_by_dns name_in_hosts_file ipv6_address
 *   after_a_refusal address_in_silence after_no_route all_refuse
 *   nothing_leaks either_family
 * shows: The addresses are read when they are free already.
 */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define MAX_REPLY 65535

typedef struct {
	const char *server;
	const char *word;
	const char *port;
	long timeout; /* milliseconds */
	int sock;
	char reply[MAX_REPLY];
	size_t replyLength;
} Client;

static void fail(const char *step)
{
	fprintf(stderr, "udpclient: %s: %s\n", step, strerror(errno));
	exit(EXIT_FAILURE);
}

static void usage(void)
{
	fprintf(stderr,
		"USAGE: udpclient [-w <ms>] <server> <word> <port>\n");
	exit(EXIT_FAILURE);
}

static int validNumber(const char *text, long highest)
{
	size_t length = strlen(text);

	if (length < 1 || length > 7 ||
		strspn(text, "0123456789") != length)
		return 0;
	return atol(text) >= 1 && atol(text) <= highest;
}

static long long microseconds(void)
{
	struct timespec now;

	if (clock_gettime(CLOCK_MONOTONIC, &now) == -1)
		fail("clock_gettime");
	return (long long)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* 1: there is a reply, 0: the time is over, -1: errno has it */
static int receive(Client *client, long long end)
{
	for (;;) {
		long long rest = end - microseconds();
		struct timeval tv;
		ssize_t n;

		if (rest <= 0)
			return 0;
		tv.tv_sec = rest / 1000000;
		tv.tv_usec = rest % 1000000;
		if (setsockopt(client->sock, SOL_SOCKET, SO_RCVTIMEO,
			    &tv, sizeof(tv)) == -1)
			fail("setsockopt");
		n = recv(client->sock, client->reply, MAX_REPLY, 0);
		if (n >= 0) {
			client->replyLength = (size_t)n;
			return 1;
		}
		if (errno != EINTR && errno != EAGAIN)
			return -1;
	}
}

static int sendWord(Client *client)
{
	ssize_t n;

	do {
		n = send(client->sock, client->word,
			strlen(client->word), 0);
	} while (n == -1 && errno == EINTR);
	return n == -1 ? -1 : 0;
}

/* 1: there is a reply; otherwise *reason says why there is none */
static int talkTo(Client *client, struct addrinfo *address, int *reason)
{
	int sending, result = 0;
	long wait = client->timeout;

	client->sock = socket(address->ai_family, address->ai_socktype,
		address->ai_protocol);
	if (client->sock == -1)
		fail("socket");
	result = connect(
		client->sock, address->ai_addr, address->ai_addrlen);
	for (sending = 0; sending < 4 && result == 0; sending++) {
		result = sendWord(client);
		if (result == 0)
			/* One more: the clock's digits are cut off. */
			result = receive(client,
				microseconds() + 1000LL * wait + 1);
		wait = 2 * wait;
	}
	*reason = result == -1 ? errno : 0;
	close(client->sock);
	return result;
}

int main(int argc, char *argv[])
{
	static Client client;
	struct addrinfo hints, *list, *entry;
	int result, reason = 0;

	client.timeout = 1000;
	if (argc > 1 && strcmp(argv[1], "-w") == 0) {
		if (argc < 3 || !validNumber(argv[2], 1000000))
			usage();
		client.timeout = atol(argv[2]);
		argv += 2;
		argc -= 2;
	}
	if (argc != 4 || argv[1][0] == '-' ||
		!validNumber(argv[3], 65535))
		usage();
	client.server = argv[1];
	client.word = argv[2];
	client.port = argv[3];

	memset(&hints, 0, sizeof(hints));
	hints.ai_family = AF_UNSPEC;
	hints.ai_socktype = SOCK_DGRAM;
	result = getaddrinfo(client.server, client.port, &hints, &list);
	if (result != 0) {
		fprintf(stderr, "udpclient: %s: %s\n", client.server,
			gai_strerror(result));
		return EXIT_FAILURE;
	}
	entry = list;
	freeaddrinfo(list);
	result = 0;
	for (; entry != NULL; entry = entry->ai_next) {
		result = talkTo(&client, entry, &reason);
		if (result == 1)
			break;
	}
	if (result != 1) {
		fprintf(stderr, "udpclient: %s port %s: %s\n",
			client.server, client.port,
			reason ? strerror(reason)
			       : "no answer in time");
		return EXIT_FAILURE;
	}
	printf("Received: ");
	fwrite(client.reply, 1, client.replyLength, stdout);
	printf("\n");
	if (fflush(stdout) == EOF)
		fail("stdout");
	return EXIT_SUCCESS;
}
