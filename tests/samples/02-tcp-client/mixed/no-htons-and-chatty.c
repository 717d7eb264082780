/*
 * cause: stores the port with its bytes the wrong way round
 * shows: It calls at the port whose two bytes are swapped, where nobody
 *   listens.
 * fails: connects_to_dotted_quad port_in_network_order
 *   connection_refused reason_outlives_close whole_word_arrives
 *   empty_word any_byte_value word_like_an_option word_like_a_command
 *   long_word short_send slow_reader reply_in_one_piece empty_reply
 *   long_reply reply_byte_by_byte reply_at_every_split
 *   reply_is_the_peers zero_bytes bytes_like_an_end reply_is_no_format
 *   extra_bytes server_keeps_open server_is_silent orderly_end
 *   nothing_leaks server_ends_after_reply early_close reset_by_server
 *   losses_differ broken_before_sending reset_while_sending
 *   interrupted_connect interrupted_sending interrupted_receiving
 *   full_disk short_write
 *
 * cause: prints its progress between its results
 * shows: "Connecting..." is on stdout before anything has come back.
 * fails: connection_refused reasons_differ no_socket
 *
 * cause: takes every server for an address in digits
 * shows: inet_pton knows no names, and the message for one is always
 *   the same.
 * fails: name_by_dns name_in_hosts_file second_address_connects
 *   failed_attempts_are_closed interrupted_refusal one_family_only
 *   no_address_connects unknown_name
 *
 * cause: takes IPv4 for all there is
 * shows: An IPv6 address is "Not a valid address".
 * fails: ipv6_address one_family_only
 */
#define _GNU_SOURCE
// client.c - my first socket program :)
#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define TRY(x) TEMP_FAILURE_RETRY(x)

int checkPort(char *text)
{
	char *end;
	long port = strtol(text, &end, 10);
	if (end == text || *end != '\0')
		return -1;
	if (port < 1 || port > 65535)
		return -1;
	return (int)port;
}

int main(int argc, char *argv[])
{
	signal(SIGPIPE, SIG_IGN);
	if (argc != 4) {
		fprintf(stderr, "USAGE: %s <server> <word> <port>\n",
			argv[0]);
		return EXIT_FAILURE;
	}
	int port = checkPort(argv[3]);
	if (port == -1) {
		fprintf(stderr, "Bad port: %s\n", argv[3]);
		return EXIT_FAILURE;
	}

	struct sockaddr_in serverAddress;
	memset(&serverAddress, '\0', sizeof(serverAddress));
	serverAddress.sin_family = AF_INET;
	serverAddress.sin_port = port;
	if (inet_pton(AF_INET, argv[1], &serverAddress.sin_addr) != 1) {
		fprintf(stderr, "Not a valid address: %s\n", argv[1]);
		return EXIT_FAILURE;
	}

	printf("Connecting...\n");
	int clientSocket = socket(AF_INET, SOCK_STREAM, 0);
	if (clientSocket == -1) {
		perror("Could not create socket");
		return EXIT_FAILURE;
	}
	if (TRY(connect(clientSocket, (struct sockaddr *)&serverAddress,
		    sizeof(serverAddress))) == -1) {
		perror("Could not connect");
		return EXIT_FAILURE;
	}

	char *word = argv[2];
	size_t length = strlen(word);
	size_t sent = 0;
	while (sent < length) {
		ssize_t now = TRY(send(
			clientSocket, word + sent, length - sent, 0));
		if (now == -1) {
			perror("Could not send");
			return EXIT_FAILURE;
		}
		sent += now;
	}

	printf("Received: ");
	size_t received = 0;
	char buffer[1024];
	while (received < length) {
		size_t left = length - received;
		if (left > sizeof(buffer))
			left = sizeof(buffer);
		ssize_t now = TRY(recv(clientSocket, buffer, left, 0));
		if (now == -1) {
			perror("Could not receive");
			return EXIT_FAILURE;
		}
		if (now == 0) {
			fprintf(stderr, "Server hung up too early\n");
			return EXIT_FAILURE;
		}
		fwrite(buffer, 1, now, stdout);
		received += now;
	}
	printf("\n");
	close(clientSocket);
	if (fclose(stdout) != 0) {
		perror("Could not write");
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
