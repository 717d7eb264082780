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

static unsigned char answer[65536];
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

static int u16(const unsigned char *p)
{
	return p[0] << 8 | p[1];
}

static void ask_dns(const char *host, int family)
{
	int type = family == AF_INET ? T_A : T_AAAA;
	int len = res_query(host, C_IN, type, answer, sizeof answer);
	unsigned char *end = answer + len;
	unsigned char *p = answer + HFIXEDSZ;

	if (len < HFIXEDSZ)
		return;
	p += dn_skipname(p, end) + QFIXEDSZ;
	for (int n = u16(answer + 6); n > 0 && p < end; n--) {
		p += dn_skipname(p, end);
		if (p + RRFIXEDSZ > end)
			return;
		if (u16(p) == type)
			print_once(family, p + RRFIXEDSZ);
		p += RRFIXEDSZ + u16(p + 8);
	}
}

int main(int argc, char *argv[])
{
	int six = argc > 1 && strcmp(argv[1], "-6") == 0;
	int family = six ? AF_INET6 : AF_INET;
	const char *host = argv[1 + six];
	unsigned char number[16];

	if (argc != 2 + six) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}
	if (inet_pton(family, host, number) == 1)
		print_once(family, number);
	else
		ask_dns(host, family);
	if (count == 0) {
		fprintf(stderr, "nslookup: %s: %s\n", host,
			hstrerror(h_errno));
		return 1;
	}
	if (fflush(stdout) == EOF) {
		perror("nslookup: stdout");
		return 1;
	}
	return 0;
}
