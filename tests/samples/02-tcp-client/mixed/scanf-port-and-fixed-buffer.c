/*
 * cause: relies on scanf to tell good numbers from bad ones
 * shows: "7x" is taken for 7, as %d stops at the letter.
 * fails: bad_ports
 *
 * cause: cuts a word that does not fit into its array
 * shows: Only the first 255 bytes of a long word arrive.
 * fails: long_word slow_reader long_reply reset_while_sending
 *
 * cause: ends the word at the first blank
 * shows: Of a word with blanks or newlines only the beginning arrives.
 * fails: any_byte_value word_like_a_command
 *
 * cause: takes whatever begins with a digit for an address
 * shows: inet_aton leaves what was in the address before, and nobody
 *   asks whether it worked.
 * fails: not_an_address ipv6_address second_address_connects
 *   failed_attempts_are_closed interrupted_refusal one_family_only
 *   unknown_name
 *
 * cause: does not look whether all of its output was written in the end
 * shows: On a full disk it exits with status 0.
 * fails: full_disk
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

int main(argc, argv)
int argc;
char *argv[];
{
	struct sockaddr_in sa;
	char word[256];
	int s, n, port, len, i, j;
	char ch;

	if (argc != 4) {
		fprintf(stderr, "USAGE: echoclient server word port\n");
		return 1;
	}
	if (sscanf(argv[3], "%d", &port) != 1 || port < 1 ||
		port > 65535) {
		fprintf(stderr, "port?\n");
		return 1;
	}
	word[0] = 0;
	sscanf(argv[2], "%255s", word);
	len = strlen(word);

	memset(&sa, 0, sizeof sa);
	sa.sin_family = AF_INET;
	sa.sin_port = htons(port);
	inet_aton(argv[1], &sa.sin_addr);

	s = socket(AF_INET, SOCK_STREAM, 0);
	if (s < 0) {
		perror("socket");
		return 1;
	}
again:
	if (connect(s, (struct sockaddr *)&sa, sizeof sa) < 0) {
		if (errno == EINTR)
			goto again;
		perror("connect");
		return 1;
	}
	for (i = 0; i < len;) {
		n = send(s, &word[i], len - i, MSG_NOSIGNAL);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			perror("send");
			return 1;
		}
		i += n;
	}
	for (i = 0; i < len; i++) {
		n = recv(s, &ch, 1, 0);
		if (n < 0 && errno == EINTR) {
			i--;
			continue;
		}
		if (n < 0) {
			perror("recv");
			return 1;
		}
		if (n == 0) {
			fprintf(stderr, "end of file from server\n");
			return 1;
		}
		word[i] = ch;
	}
	printf("Received: ");
	for (j = 0; j < i; j++)
		putchar(word[j]);
	printf("\n");
	close(s);
	return 0;
}
