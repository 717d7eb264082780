/*
 * misconception: takes the NUL at the end for a part of the
 *   datagram
 * fails: echoes_a_word echoes_every_byte_value echoes_nothing
 *   echoes_large_ones echoes_the_largest clients_mixed in_their_order
 *   short_after_long
 * shows: Each answer is a byte longer than the datagram.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BUFFSIZE 65535

int sock;
struct sockaddr_in echoserver, echoclient;
struct in_addr local;
char buffer[BUFFSIZE];

void Fatal(char *mess)
{
	perror(mess);
	exit(1);
}

int Port(char *text)
{
	int i, port = 0;

	for (i = 0; text[i] != '\0'; i++) {
		if (text[i] < '0' || text[i] > '9' || i == 5)
			return 0;
		port = 10 * port + (text[i] - '0');
	}
	return port > 65535 ? 0 : port;
}

void Announce(int received)
{
	fprintf(stdout, "Datagram from %s port %d: %d bytes\n",
		inet_ntoa(echoclient.sin_addr),
		ntohs(echoclient.sin_port), received);
	fflush(stdout);
}

int Receive(void)
{
	char control[CMSG_SPACE(sizeof(struct in_pktinfo))];
	struct iovec iov = { buffer, BUFFSIZE - 1 };
	struct msghdr msg = { &echoclient, sizeof(echoclient), &iov, 1,
		control, sizeof(control), 0 };
	struct in_pktinfo info;
	int received;

	while ((received = recvmsg(sock, &msg, 0)) < 0) {
		if (errno != EINTR && errno != ECONNREFUSED)
			Fatal("Failed to receive message");
		msg.msg_namelen = sizeof(echoclient);
		msg.msg_controllen = sizeof(control);
	}
	memset(&info, 0, sizeof(info));
	if (msg.msg_controllen > 0)
		memcpy(&info, CMSG_DATA(CMSG_FIRSTHDR(&msg)),
			sizeof(info));
	buffer[received] = '\0';
	local = info.ipi_spec_dst;
	return received;
}

void Send(int length)
{
	char control[CMSG_SPACE(sizeof(struct in_pktinfo))];
	struct iovec iov = { buffer, length + 1 };
	struct msghdr msg = { &echoclient, sizeof(echoclient), &iov, 1,
		control, sizeof(control), 0 };
	struct in_pktinfo info;
	struct cmsghdr *cmsg;

	memset(control, 0, sizeof(control));
	memset(&info, 0, sizeof(info));
	info.ipi_spec_dst = local;
	cmsg = CMSG_FIRSTHDR(&msg);
	cmsg->cmsg_level = IPPROTO_IP;
	cmsg->cmsg_type = IP_PKTINFO;
	cmsg->cmsg_len = CMSG_LEN(sizeof(info));
	memcpy(CMSG_DATA(cmsg), &info, sizeof(info));
	while (sendmsg(sock, &msg, 0) < 0) {
		if (errno == EINTR)
			continue;
		perror("Failed to send");
		return;
	}
}

int Own(void)
{
	struct sockaddr_in a;
	int s, own;

	if (echoclient.sin_port != echoserver.sin_port)
		return 0;
	a = echoclient;
	a.sin_port = 0;
	if ((s = socket(PF_INET, SOCK_DGRAM, IPPROTO_UDP)) < 0)
		return 1;
	own = bind(s, (struct sockaddr *)&a, sizeof(a)) == 0;
	close(s);
	return own;
}

int main(int argc, char *argv[])
{
	int received, on = 1;

	if (argc != 2 || Port(argv[1]) == 0) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		exit(1);
	}
	/* Create the UDP socket */
	if ((sock = socket(PF_INET, SOCK_DGRAM, IPPROTO_UDP)) < 0)
		Fatal("Failed to create socket");
	if (setsockopt(sock, IPPROTO_IP, IP_PKTINFO, &on, sizeof(on)) <
		0)
		Fatal("Failed to ask for the addresses");
	/* Construct the server sockaddr_in structure */
	memset(&echoserver, 0, sizeof(echoserver));
	echoserver.sin_family = AF_INET;
	echoserver.sin_addr.s_addr = htonl(INADDR_ANY);
	echoserver.sin_port = htons(Port(argv[1]));
	/* Bind the socket */
	if (bind(sock, (struct sockaddr *)&echoserver,
		    sizeof(echoserver)) < 0)
		Fatal("Failed to bind server socket");
	/* Run until cancelled */
	while (1) {
		received = Receive();
		Announce(received);
		if (!Own())
			Send(received);
	}
}
