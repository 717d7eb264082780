/*
 * cause: relies on atoi to tell good numbers from bad ones
 * shows: "7x" is taken for 7, and "abc" for 0.
 * fails: bad_ports
 *
 * cause: looks for the range of a port after it is in 16 bits
 * shows: 65543 is called at port 7.
 * fails: ports_out_of_range
 *
 * cause: takes every server for an address in digits
 * shows: A name or an IPv6 address is "Invalid server address".
 * fails: name_by_dns name_in_hosts_file ipv6_address
 *   second_address_connects failed_attempts_are_closed
 *   interrupted_refusal one_family_only no_address_connects
 *   unknown_name
 *
 * cause: takes it for granted that no signal interrupts a call
 * shows: "Interrupted system call" ends it.
 * fails: interrupted_connect interrupted_sending interrupted_receiving
 *   interrupted_refusal
 *
 * cause: does not look whether all of its output was written in the end
 * shows: On a full disk it exits with status 0.
 * fails: full_disk
 */
/* TCP echo client, lab 2 */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define RCVBUFSIZE 32

static void DieWithError(const char *errorMessage)
{
	perror(errorMessage);
	exit(1);
}

int main(int argc, char *argv[])
{
	int sock;
	struct sockaddr_in echoServAddr;
	unsigned short echoServPort;
	char *servIP;
	char *echoString;
	char echoBuffer[RCVBUFSIZE];
	unsigned int echoStringLen;
	int bytesRcvd, totalBytesRcvd;
	ssize_t sent;

	if (argc != 4) {
		fprintf(stderr,
			"USAGE: %s <Server IP> <Echo Word> <Echo "
			"Port>\n",
			argv[0]);
		exit(1);
	}
	servIP = argv[1];
	echoString = argv[2];
	echoServPort = atoi(argv[3]);
	if (echoServPort == 0) {
		fprintf(stderr, "port must not be 0\n");
		exit(1);
	}

	if ((sock = socket(PF_INET, SOCK_STREAM, IPPROTO_TCP)) < 0)
		DieWithError("socket() failed");

	memset(&echoServAddr, 0, sizeof(echoServAddr));
	echoServAddr.sin_family = AF_INET;
	echoServAddr.sin_addr.s_addr = inet_addr(servIP);
	echoServAddr.sin_port = htons(echoServPort);
	if (echoServAddr.sin_addr.s_addr == INADDR_NONE) {
		fprintf(stderr, "Invalid server address %s\n", servIP);
		exit(1);
	}

	if (connect(sock, (struct sockaddr *)&echoServAddr,
		    sizeof(echoServAddr)) < 0)
		DieWithError("connect() failed");

	echoStringLen = strlen(echoString);
	while (echoStringLen > 0) {
		sent = send(
			sock, echoString, echoStringLen, MSG_NOSIGNAL);
		if (sent < 0)
			DieWithError("send() failed");
		echoString += sent;
		echoStringLen -= sent;
	}
	echoString = argv[2];
	echoStringLen = strlen(echoString);

	totalBytesRcvd = 0;
	printf("Received: ");
	while (totalBytesRcvd < (int)echoStringLen) {
		int want = echoStringLen - totalBytesRcvd;
		if (want > RCVBUFSIZE)
			want = RCVBUFSIZE;
		bytesRcvd = recv(sock, echoBuffer, want, 0);
		if (bytesRcvd < 0)
			DieWithError("recv() failed");
		if (bytesRcvd == 0) {
			fprintf(stderr,
				"connection closed prematurely\n");
			exit(1);
		}
		totalBytesRcvd += bytesRcvd;
		fwrite(echoBuffer, 1, bytesRcvd, stdout);
	}
	printf("\n");

	close(sock);
	exit(0);
}
