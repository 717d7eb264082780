/*
 * cause: takes every server for an address in digits
 * shows: inet_addr knows no names.
 * fails: name_by_dns name_in_hosts_file ipv6_address after_a_refusal
 *   either_family address_in_silence after_no_route all_refuse
 *   unknown_name nothing_leaks
 *
 * cause: waits equally long after each sending
 * shows: The alarm is always set for the same time.
 * fails: again_never_early all_over_after_15_times
 *   an_interruption_is_no_end
 *
 * cause: takes a stranger's datagram for a failure
 * shows: "received a packet from unknown source" ends it.
 * fails: other_port other_address stranger_just_before
 *   a_stranger_at_a_time
 *
 * cause: takes only a reply that is as long as the word
 * shows: A reply of another length is an error.
 * fails: reply_of_other_length largest_reply empty_reply
 *   any_byte_in_reply
 *
 * cause: expects a refusal on a socket that is not connected
 * shows: Nobody tells it of ICMP.
 * fails: refusal refusal_later
 */
/* TCP/IP lab 4: UDP echo client with retransmissions */
#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define ECHOMAX 65535
#define MAXTRIES 4

static volatile sig_atomic_t tries;
static sigset_t alarmSet, noAlarm;

static void DieWithError(const char *errorMessage)
{
	perror(errorMessage);
	exit(1);
}

static void CatchAlarm(int ignored)
{
	(void)ignored;
	tries += 1;
}

static int Number(const char *s, int max)
{
	int n = 0, i;

	for (i = 0; s[i]; i++) {
		if (s[i] < '0' || s[i] > '9' || i > 6)
			return 0;
		n = 10 * n + s[i] - '0';
	}
	return n > max ? 0 : n;
}

static void Arm(int ms)
{
	struct itimerval timeout;

	memset(&timeout, 0, sizeof(timeout));
	timeout.it_value.tv_sec = ms / 1000;
	timeout.it_value.tv_usec = ms % 1000 * 1000;
	setitimer(ITIMER_REAL, &timeout, NULL);
}

static void Send(int sock, const char *word, struct sockaddr_in *to)
{
	ssize_t n;

	do
		n = sendto(sock, word, strlen(word), 0,
			(struct sockaddr *)to, sizeof(*to));
	while (n < 0 && errno == EINTR);
	if (n < 0)
		DieWithError("sendto() failed");
}

int main(int argc, char *argv[])
{
	int sock, ms = 1000, seen = 0;
	struct sockaddr_in echoServAddr, fromAddr;
	socklen_t fromSize;
	struct sigaction myAction;
	static char echoBuffer[ECHOMAX];
	ssize_t respLen = -1;

	if (argc == 6 && strcmp(argv[1], "-w") == 0) {
		ms = Number(argv[2], 1000000);
		argc -= 2;
		argv += 2;
	}
	if (argc != 4 || ms == 0 || Number(argv[3], 65535) == 0 ||
		argv[1][0] == '-') {
		fprintf(stderr,
			"USAGE: udpclient [-w <ms>] <Server IP> "
			"<Echo Word> <Echo Port>\n");
		exit(1);
	}

	memset(&echoServAddr, 0, sizeof(echoServAddr));
	echoServAddr.sin_family = AF_INET;
	echoServAddr.sin_addr.s_addr = inet_addr(argv[1]);
	echoServAddr.sin_port = htons(atoi(argv[3]));
	if (echoServAddr.sin_addr.s_addr == INADDR_NONE) {
		fprintf(stderr, "invalid address: %s\n", argv[1]);
		exit(1);
	}
	if ((sock = socket(PF_INET, SOCK_DGRAM, IPPROTO_UDP)) < 0)
		DieWithError("socket() failed");

	myAction.sa_handler = CatchAlarm;
	sigfillset(&myAction.sa_mask);
	myAction.sa_flags = 0;
	if (sigaction(SIGALRM, &myAction, 0) < 0)
		DieWithError("sigaction() failed for SIGALRM");
	sigemptyset(&alarmSet);
	sigaddset(&alarmSet, SIGALRM);
	sigprocmask(SIG_BLOCK, &alarmSet, &noAlarm);

	Send(sock, argv[2], &echoServAddr);
	Arm(ms);
	while (respLen < 0) {
		fd_set set;

		if (tries == MAXTRIES) {
			fprintf(stderr, "No Response\n");
			exit(1);
		}
		if (tries != seen) {
			seen = tries;
			Send(sock, argv[2], &echoServAddr);
			Arm(ms);
		}
		FD_ZERO(&set);
		FD_SET(sock, &set);
		if (pselect(sock + 1, &set, NULL, NULL, NULL,
			    &noAlarm) < 1) {
			if (errno != EINTR)
				DieWithError("pselect() failed");
			continue;
		}
		fromSize = sizeof(fromAddr);
		respLen = recvfrom(sock, echoBuffer, ECHOMAX, 0,
			(struct sockaddr *)&fromAddr, &fromSize);
		if (respLen < 0 && errno != EINTR)
			DieWithError("recvfrom() failed");
	}
	Arm(0);
	if (echoServAddr.sin_addr.s_addr != fromAddr.sin_addr.s_addr ||
		echoServAddr.sin_port != fromAddr.sin_port) {
		fprintf(stderr,
			"Error: received a packet from unknown "
			"source.\n");
		exit(1);
	}
	if (respLen != (ssize_t)strlen(argv[2])) {
		fprintf(stderr, "recvfrom() failed: wrong length\n");
		exit(1);
	}
	printf("Received: ");
	fwrite(echoBuffer, 1, respLen, stdout);
	printf("\n");
	if (fflush(stdout) != 0)
		DieWithError("stdout");
	close(sock);
	exit(0);
}
