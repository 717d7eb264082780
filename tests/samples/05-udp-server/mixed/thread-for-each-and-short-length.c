/*
 * cause: leaves its finished threads uncollected
 * shows: pthread_create for each datagram, and no pthread_join.
 * fails: many_datagrams
 *
 * cause: keeps the length of a datagram in a short
 * shows: 65,507 does not fit.
 * fails: echoes_the_largest
 *
 * cause: answers every datagram, its own too
 * shows: No look at the port.
 * fails: own_datagram own_from_another_address
 *
 * cause: leaves it to the kernel from which address the answer
 *   comes
 * shows: recvfrom and sendto.
 * fails: answers_from_127_0_0_9 answers_from_each_address
 *   addresses_in_turn answers_from_a_new_address connected_clients
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct job {
	int sock;
	short length;
	struct sockaddr_in client;
	char data[65536];
};

static struct job job;
static sem_t finished;

static void *answer(void *arg)
{
	struct job *j = arg;

	printf("Datagram from %s port %d: %d bytes\n",
		inet_ntoa(j->client.sin_addr),
		ntohs(j->client.sin_port), j->length);
	fflush(stdout);
	while (j->length >= 0 &&
		sendto(j->sock, j->data, j->length, 0,
			(struct sockaddr *)&j->client,
			sizeof j->client) == -1 &&
		errno == EINTR)
		continue;
	sem_post(&finished);
	return NULL;
}

static void receive(void)
{
	socklen_t size = sizeof job.client;
	ssize_t n;

	do
		n = recvfrom(job.sock, job.data, sizeof job.data, 0,
			(struct sockaddr *)&job.client, &size);
	while (n == -1);
	job.length = n;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	pthread_t t;
	char *end;
	int port;

	if (argc != 2) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	port = strtol(argv[1], &end, 10);
	if (*end || !*argv[1] || strlen(argv[1]) > 5 || port < 1 ||
		port > 65535) {
		fprintf(stderr, "not a port: %s\n", argv[1]);
		return 1;
	}
	a.sin_port = htons(port);
	job.sock = socket(AF_INET, SOCK_DGRAM, 0);
	if (job.sock == -1 ||
		bind(job.sock, (struct sockaddr *)&a, sizeof a) == -1) {
		perror("udpserver");
		return 1;
	}
	sem_init(&finished, 0, 0);
	while (1) {
		receive();
		if (pthread_create(&t, NULL, answer, &job) != 0) {
			perror("thread");
			return 1;
		}
		while (sem_wait(&finished) == -1)
			;
	}
}
