/*
 * misconception: follows an alias once and no further
 * fails: chain_of_aliases
 * shows: An alias of an alias is reported as a name without an address.
 */
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netdb.h>
#include <resolv.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define U16(p) ((p)[0] << 8 | (p)[1])

static char seen[4096][INET6_ADDRSTRLEN];
static int found;

static void add(int family, const void *address)
{
	inet_ntop(family, address, seen[found], sizeof seen[found]);
	for (int i = 0; i < found; i++)
		if (!strcmp(seen[i], seen[found]))
			return;
	puts(seen[found++]);
}

static void ask_files(const char *host, int family)
{
	struct hostent *h;

	while ((h = gethostent())) {
		char **a = h->h_aliases;
		while (*a && strcasecmp(*a, host))
			a++;
		if ((*a || !strcasecmp(h->h_name, host)) &&
			h->h_addrtype == family)
			add(family, h->h_addr_list[0]);
	}
	endhostent();
}

static void ask_dns(const char *host, int family)
{
	static unsigned char msg[NS_MAXMSG];
	int type = family == AF_INET6 ? T_AAAA : T_A;
	char wanted[NS_MAXDNAME] = "", name[NS_MAXDNAME];
	unsigned char *p = msg + HFIXEDSZ, *end = msg;

	end += res_query(host, C_IN, type, msg, sizeof msg);
	if (end < p)
		return;
	strncat(wanted, host, sizeof wanted - 1);
	p += dn_skipname(p, end) + QFIXEDSZ;
	for (int n = 0; n < U16(msg + 6); n++) {
		p += dn_expand(msg, end, p, name, sizeof name);
		/* The first record may tell the real name. */
		if (n == 0 && U16(p) == T_CNAME)
			dn_expand(msg, end, p + RRFIXEDSZ, wanted,
				sizeof wanted);
		else if (U16(p) == type && !strcasecmp(name, wanted))
			add(family, p + RRFIXEDSZ);
		p += RRFIXEDSZ + U16(p + 8);
	}
	h_errno = NO_DATA;
}

int main(int argc, char **argv)
{
	int six = argc > 1 && !strcmp(argv[1], "-6");
	int family = six ? AF_INET6 : AF_INET;
	const char *host = argv[1 + six];
	unsigned char binary[sizeof(struct in6_addr)];

	if (argc != 2 + six) {
		fprintf(stderr, "USAGE: %s [-6] <inet_address>\n",
			*argv);
		return 1;
	}
	if (inet_pton(family, host, binary) == 1)
		add(family, binary);
	else
		ask_files(host, family);
	if (!found)
		ask_dns(host, family);
	if (!found)
		fprintf(stderr, "%s: %s\n", host, hstrerror(h_errno));
	if (fflush(stdout)) {
		perror("stdout");
		return 1;
	}
	return !found;
}
