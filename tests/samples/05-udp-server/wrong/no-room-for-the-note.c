/*
 * misconception: forgets that a note has a header
 * fails: answers_from_127_0_0_9 answers_from_each_address
 *   addresses_in_turn answers_from_a_new_address connected_clients
 * shows: The array has 12 bytes, for in_pktinfo only: MSG_CTRUNC,
 *   and no note.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char buffer[66000];
static char control[sizeof(struct in_pktinfo)]
	__attribute__((aligned(8)));
static struct sockaddr_in client;
static struct iovec vector = { buffer, 0 };
static struct msghdr message;

static void quit(const char *why)
{
	fprintf(stderr, "udpserver: %s (%s)\n", why, strerror(errno));
	exit(1);
}

static ssize_t next_datagram(int sock)
{
	vector.iov_len = sizeof buffer;
	message.msg_name = &client;
	message.msg_namelen = sizeof client;
	message.msg_iov = &vector;
	message.msg_iovlen = 1;
	message.msg_control = control;
	message.msg_controllen = sizeof control;
	return recvmsg(sock, &message, MSG_DONTWAIT);
}

static void echo(int sock, ssize_t length)
{
	struct cmsghdr *first_note = CMSG_FIRSTHDR(&message);

	vector.iov_len = (size_t)length;
	if (first_note)
		((struct in_pktinfo *)CMSG_DATA(first_note))
			->ipi_ifindex = 0;
	while (sendmsg(sock, &message, 0) == -1 && errno == EINTR)
		continue;
}

static int is_mine(struct in_addr address)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_addr = address };
	int s = socket(AF_INET, SOCK_DGRAM, 0);
	int r = bind(s, (struct sockaddr *)&a, sizeof a);

	close(s);
	return r == 0;
}

static void drain(int sock, in_port_t port)
{
	for (;;) {
		ssize_t n = next_datagram(sock);

		if (n == -1 &&
			(errno == EINTR || errno == ECONNREFUSED))
			continue;
		if (n == -1 && errno == EAGAIN)
			return;
		if (n == -1)
			quit("cannot receive");
		printf("Datagram from %s port %d: %zd bytes\n",
			inet_ntoa(client.sin_addr),
			ntohs(client.sin_port), n);
		fflush(stdout);
		if (client.sin_port == port && is_mine(client.sin_addr))
			continue;
		echo(sock, n);
	}
}

static void ask_for_signals(int sock)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGIO);
	sigprocmask(SIG_BLOCK, &set, NULL);
	if (fcntl(sock, F_SETOWN, getpid()) == -1 ||
		fcntl(sock, F_SETFL, O_ASYNC) == -1)
		quit("cannot have signals");
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	sigset_t set;
	int sock, on = 1;
	const char *s = argc == 2 ? argv[1] : "";
	unsigned long port;

	port = strspn(s, "0123456789") == strlen(s) ? strtoul(s, 0, 10)
						    : 0;
	if (port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: udpserver <port>\n");
		return 1;
	}
	a.sin_port = htons(port);
	sock = socket(AF_INET, SOCK_DGRAM, 0);
	if (sock == -1)
		quit("cannot have a socket");
	if (setsockopt(sock, IPPROTO_IP, IP_PKTINFO, &on, sizeof on))
		quit("cannot have notes");
	ask_for_signals(sock);
	if (bind(sock, (struct sockaddr *)&a, sizeof a) == -1)
		quit("cannot have the port");
	sigemptyset(&set);
	sigaddset(&set, SIGIO);
	for (;;) {
		drain(sock, a.sin_port);
		sigwaitinfo(&set, NULL);
	}
}
