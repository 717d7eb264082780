/*
 * misconception: sends its whole array back, whatever came
 * fails: echoes_a_word echoes_every_byte_value echoes_nothing
 *   echoes_large_ones clients_mixed in_their_order short_after_long
 * shows: Each answer has 65,507 bytes.
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
	char *buffer;
	ssize_t received;
} UdpServer;

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

static bool openServer(UdpServer *server)
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
	address.sin_addr.s_addr = htonl(INADDR_ANY);
	return bind(server->socketFd, (struct sockaddr *)&address,
		       sizeof(address)) == 0;
}

static void setUp(UdpServer *server, struct msghdr *message,
	struct iovec *vector, void *control)
{
	memset(message, 0, sizeof(*message));
	message->msg_name = &server->client;
	message->msg_namelen = sizeof(server->client);
	message->msg_iov = vector;
	message->msg_iovlen = 1;
	message->msg_control = control;
	message->msg_controllen = NOTE_SIZE;
}

static bool receiveDatagram(UdpServer *server)
{
	_Alignas(8) char control[NOTE_SIZE];
	struct iovec vector = { server->buffer, MAX_SIZE };
	struct msghdr message;
	struct cmsghdr *header;

	setUp(server, &message, &vector, control);
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

static bool sendAnswer(UdpServer *server)
{
	_Alignas(8) char control[NOTE_SIZE] = { 0 };
	struct iovec vector = { server->buffer, MAX_SIZE };
	struct msghdr message;
	struct cmsghdr *header;
	ssize_t sent;

	setUp(server, &message, &vector, control);
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
	close(fd);
	return local;
}

static void printDatagram(const UdpServer *server)
{
	printf("Datagram from %s port %d: %zd bytes\n",
		inet_ntoa(server->client.sin_addr),
		ntohs(server->client.sin_port), server->received);
	fflush(stdout);
}

static void runServer(UdpServer *server)
{
	for (;;) {
		if (!receiveDatagram(server)) {
			if (errno == EINTR || errno == ECONNREFUSED)
				continue;
			perror("Could not receive");
			exit(EXIT_FAILURE);
		}
		printDatagram(server);
		if (ntohs(server->client.sin_port) == server->port &&
			isLocalAddress(server->client.sin_addr))
			continue;
		if (!sendAnswer(server))
			perror("Could not answer");
	}
}

int main(int argc, char *argv[])
{
	UdpServer server = { 0 };

	if (argc != 2 || !readPort(argv[1], &server.port)) {
		fprintf(stderr, "USAGE: udpserver <port>\n");
		return EXIT_FAILURE;
	}
	server.buffer = malloc(MAX_SIZE);
	if (server.buffer == NULL || !openServer(&server)) {
		perror("Could not open the server");
		return EXIT_FAILURE;
	}
	runServer(&server);
}
