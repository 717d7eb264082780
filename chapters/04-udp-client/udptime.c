/*
 * udptime - ask a server for the time, with an empty datagram
 *
 * usage: udptime <address> <port>
 *
 * A client for the Time Protocol (RFC 868) over UDP: waits at most
 * three seconds for the answer of the server, four bytes.
 * Try: ./udptime 127.0.0.1 7037
 *
 * SPDX-License-Identifier: MIT
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

enum { HIGHEST_PORT = 65535, PATIENCE_MS = 3000, ANSWER_SIZE = 4 };

/* From the beginning of 1900, where RFC 868 counts from. */
static const int64_t seconds_to_1970 = 2208988800;

/* A socket address of either family. */
union endpoint {
	struct sockaddr any;
	struct sockaddr_in ipv4;
	struct sockaddr_in6 ipv6;
};

/* Returns the port that the text says, or 0 if it is none. */
static in_port_t read_port(const char *text)
{
	char *rest;
	long number = strtol(text, &rest, 10);

	if (rest == text || *rest != '\0')
		return 0;
	if (number < 1 || number > HIGHEST_PORT)
		return 0;
	return (in_port_t)number;
}

/* Fills in the endpoint; returns its size, or 0 if there is none. */
static socklen_t make_endpoint(
	const char *address, in_port_t port, union endpoint *endpoint)
{
	memset(endpoint, 0, sizeof *endpoint);
	if (inet_pton(AF_INET, address, &endpoint->ipv4.sin_addr) ==
		1) {
		endpoint->ipv4.sin_family = AF_INET;
		endpoint->ipv4.sin_port = htons(port);
		return sizeof endpoint->ipv4;
	}
	if (inet_pton(AF_INET6, address, &endpoint->ipv6.sin6_addr) ==
		1) {
		endpoint->ipv6.sin6_family = AF_INET6;
		endpoint->ipv6.sin6_port = htons(port);
		return sizeof endpoint->ipv6;
	}
	return 0;
}

static int64_t now_ms(void)
{
	struct timespec time;

	if (clock_gettime(CLOCK_MONOTONIC, &time) == -1)
		err(EXIT_FAILURE, "cannot read the clock");
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* The members one by one: other bytes of them mean nothing. */
static bool same_endpoint(
	const union endpoint *one, const union endpoint *other)
{
	if (one->any.sa_family != other->any.sa_family)
		return false;
	if (one->any.sa_family == AF_INET)
		return one->ipv4.sin_port == other->ipv4.sin_port &&
			one->ipv4.sin_addr.s_addr ==
			other->ipv4.sin_addr.s_addr;
	return one->ipv6.sin6_port == other->ipv6.sin6_port &&
		memcmp(&one->ipv6.sin6_addr, &other->ipv6.sin6_addr,
			sizeof one->ipv6.sin6_addr) == 0;
}

/* Is this datagram, which has come, the answer of the server? */
static bool take_answer(
	int sock, const union endpoint *server, uint32_t *seconds)
{
	unsigned char bytes[ANSWER_SIZE];
	union endpoint sender;
	socklen_t size = sizeof sender;
	ssize_t n = recvfrom(sock, bytes, sizeof bytes,
		MSG_DONTWAIT | MSG_TRUNC, &sender.any, &size);

	if (n != ANSWER_SIZE || !same_endpoint(server, &sender))
		return false;
	memcpy(seconds, bytes, sizeof *seconds);
	*seconds = ntohl(*seconds);
	return true;
}

/* Waits for the answer; returns -1 with errno if none comes. */
static int await_answer(
	int sock, const union endpoint *server, uint32_t *seconds)
{
	int64_t deadline = now_ms() + PATIENCE_MS;
	struct pollfd arrival = { .fd = sock, .events = POLLIN };
	int64_t left;

	while ((left = deadline - now_ms()) > 0) {
		int ready = poll(&arrival, 1, (int)left);

		if (ready == -1 && errno != EINTR)
			return -1;
		if (ready == 1 && take_answer(sock, server, seconds))
			return 0;
	}
	errno = ETIMEDOUT;
	return -1;
}

/* Asks the server; returns -1 with errno if it does not answer. */
static int ask(
	const union endpoint *server, socklen_t size, uint32_t *seconds)
{
	int sock = socket(
		server->any.sa_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (sock == -1)
		return -1;
	ssize_t sent = sendto(sock, NULL, 0, 0, &server->any, size);
	int result =
		sent == -1 ? -1 : await_answer(sock, server, seconds);
	int reason = errno; /* close might change it */
	close(sock);
	errno = reason;
	return result;
}

static int print_time(uint32_t seconds)
{
	time_t since_1970 = (time_t)(seconds - seconds_to_1970);
	char text[64];
	struct tm parts;

	if (gmtime_r(&since_1970, &parts) == NULL ||
		strftime(text, sizeof text, "%F %T UTC", &parts) == 0)
		return -1;
	return puts(text) == EOF || fflush(stdout) == EOF ? -1 : 0;
}

int main(int argc, char *argv[])
{
	union endpoint server;
	uint32_t seconds;
	in_port_t port = argc == 3 ? read_port(argv[2]) : 0;

	if (port == 0) {
		fputs("USAGE: udptime <address> <port>\n", stderr);
		return EXIT_FAILURE;
	}
	socklen_t size = make_endpoint(argv[1], port, &server);
	if (size == 0)
		errx(EXIT_FAILURE, "%s: not an address", argv[1]);
	if (ask(&server, size, &seconds) == -1)
		err(EXIT_FAILURE, "no answer from %s", argv[1]);
	if (print_time(seconds) == -1)
		err(EXIT_FAILURE, "cannot print the time");
	return EXIT_SUCCESS;
}
