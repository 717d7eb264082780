/*
 * cause: never closes the socket with which it asks whose an
 *   address is
 * shows: No close in isLocalAddress, called for each datagram.
 * fails: many_datagrams
 *
 * cause: takes 127.0.0.1 for the address of the machine
 * shows: INADDR_LOOPBACK.
 * fails: arrives_on_every_address arrives_on_a_new_address
 *   answers_from_127_0_0_9 answers_from_each_address addresses_in_turn
 *   answers_from_a_new_address connected_clients unreachable_client
 *   same_port_elsewhere
 *
 * cause: takes a message for enough and leaves the exit status
 *   alone
 * shows: EXIT_SUCCESS after perror.
 * fails: port_in_use two_servers bind_fails reason_is_told
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

#define MAX_SIZE 65507
#define NOTE_SIZE CMSG_SPACE(sizeof(struct in_pktinfo))

typedef struct {
	int socketFd;
	unsigned short port;
	struct sockaddr_in client;
	struct in_pktinfo packetInfo;
	char *message_text;
	ssize_t received;
} Service;

static bool readPort(const char *argument, unsigned short *port)
{
	unsigned long number;
	char *rest;

	if (argument[0] < '0' || argument[0] > '9')
		return false;
	errno = 0;
	number = strtoul(argument, &rest, 10);
	if (errno != 0 || *rest != '\0')
		return false;
	if (number < 1 || number > 65535)
		return false;
	*port = (unsigned short)number;
	return true;
}

static bool openServer(Service *server)
{
	struct sockaddr_in address;
	int enable = 1;

	server->socketFd = socket(AF_INET, SOCK_DGRAM, IPPROTO_UDP);
	if (server->socketFd == -1)
		return false;
	if (setsockopt(server->socketFd, IPPROTO_IP, IP_PKTINFO,
		    &enable, sizeof(enable)) == -1)
		return false;
	memset(&address, 0, sizeof(address));
	address.sin_family = AF_INET;
	address.sin_port = htons(server->port);
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return bind(server->socketFd, (struct sockaddr *)&address,
		       sizeof(address)) == 0;
}

static void initMessage(Service *server, struct msghdr *message,
	struct iovec *vector, void *note)
{
	memset(message, 0, sizeof(*message));
	message->msg_name = &server->client;
	message->msg_namelen = sizeof(server->client);
	message->msg_iov = vector;
	message->msg_iovlen = 1;
	message->msg_control = note;
	message->msg_controllen = NOTE_SIZE;
}

static bool receiveDatagram(Service *server)
{
	_Alignas(8) char note[NOTE_SIZE];
	struct iovec vector = { server->message_text, MAX_SIZE };
	struct msghdr message;
	struct cmsghdr *header;

	initMessage(server, &message, &vector, note);
	server->received = recvmsg(server->socketFd, &message, 0);
	if (server->received == -1)
		return false;
	memset(&server->packetInfo, 0, sizeof(server->packetInfo));
	header = CMSG_FIRSTHDR(&message);
	if (header != NULL && header->cmsg_type == IP_PKTINFO)
		memcpy(&server->packetInfo, CMSG_DATA(header),
			sizeof(server->packetInfo));
	return true;
}

static bool sendAnswer(Service *server)
{
	_Alignas(8) char note[NOTE_SIZE] = { 0 };
	struct iovec vector = { server->message_text,
		(size_t)server->received };
	struct msghdr message;
	struct cmsghdr *header;
	ssize_t sent;

	initMessage(server, &message, &vector, note);
	header = CMSG_FIRSTHDR(&message);
	header->cmsg_level = IPPROTO_IP;
	header->cmsg_type = IP_PKTINFO;
	header->cmsg_len = CMSG_LEN(sizeof(server->packetInfo));
	server->packetInfo.ipi_ifindex = 0;
	memcpy(CMSG_DATA(header), &server->packetInfo,
		sizeof(server->packetInfo));
	do {
		sent = sendmsg(server->socketFd, &message, 0);
	} while (sent == -1 && errno == EINTR);
	return sent != -1;
}

static bool isLocalAddress(struct in_addr address)
{
	struct sockaddr_in probe;
	bool local;
	int fd = socket(AF_INET, SOCK_DGRAM, IPPROTO_UDP);

	if (fd == -1)
		return true;
	memset(&probe, 0, sizeof(probe));
	probe.sin_family = AF_INET;
	probe.sin_addr = address;
	local = bind(fd, (struct sockaddr *)&probe, sizeof(probe)) == 0;
	return local;
}

static void printDatagram(const Service *server)
{
	printf("Datagram from %s port %d: %zd bytes\n",
		inet_ntoa(server->client.sin_addr),
		ntohs(server->client.sin_port), server->received);
	fflush(stdout);
}

static void runServer(Service *server)
{
	for (;;) {
		if (!receiveDatagram(server)) {
			if (errno == EINTR || errno == ECONNREFUSED)
				continue;
			perror("Could not receive");
			exit(EXIT_FAILURE);
		}
		printDatagram(server);
		if (isLocalAddress(server->client.sin_addr) &&
			ntohs(server->client.sin_port) == server->port)
			continue;
		if (!sendAnswer(server))
			perror("Could not answer");
	}
}

int main(int argc, char *argv[])
{
	Service server = { 0 };

	if (argc != 2 || !readPort(argv[1], &server.port)) {
		fprintf(stderr, "USAGE: udpserver <port>\n");
		return EXIT_FAILURE;
	}
	server.message_text = malloc(MAX_SIZE);
	if (server.message_text == NULL || !openServer(&server)) {
		perror("Could not open the server");
		return EXIT_SUCCESS;
	}
	runServer(&server);
}
