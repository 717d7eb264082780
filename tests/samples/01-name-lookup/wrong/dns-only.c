/*
 * misconception: takes DNS for the only place where names come from
 * fails: hosts_file hosts_file_lines
 * shows: A name that stands in /etc/hosts only is reported as unknown.
 */
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netdb.h>
#include <resolv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned char answer[NS_MAXMSG];
static char printed[4096][INET6_ADDRSTRLEN];
static int count;

static void print_once(int family, const void *address)
{
	char *text = printed[count];

	inet_ntop(family, address, text, INET6_ADDRSTRLEN);
	for (int i = 0; i < count; i++)
		if (strcmp(printed[i], text) == 0)
			return;
	puts(text);
	count++;
}

static void lookup(const char *host, int family)
{
	int type = family == AF_INET ? ns_t_a : ns_t_aaaa;
	unsigned char binary[16];
	ns_msg msg;
	ns_rr rr;

	if (inet_pton(family, host, binary) == 1) {
		print_once(family, binary);
		return;
	}
	int len = res_query(host, ns_c_in, type, answer, sizeof answer);
	if (len < 0 || ns_initparse(answer, len, &msg) < 0)
		return;
	for (int i = 0; i < ns_msg_count(msg, ns_s_an); i++)
		if (ns_parserr(&msg, ns_s_an, i, &rr) == 0 &&
			ns_rr_type(rr) == type)
			print_once(family, ns_rr_rdata(rr));
}

int main(int argc, char *argv[])
{
	int six = argc > 1 && strcmp(argv[1], "-6") == 0;

	if (argc != 2 + six) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}
	h_errno = NO_DATA;
	lookup(argv[1 + six], six ? AF_INET6 : AF_INET);
	if (count == 0) {
		fprintf(stderr, "nslookup: %s: %s\n", argv[1 + six],
			hstrerror(h_errno));
		return 1;
	}
	if (fflush(stdout) == EOF) {
		perror("nslookup: stdout");
		return 1;
	}
	return 0;
}
