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

static unsigned char reply[NS_MAXMSG];
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
	int type = family == AF_INET6 ? ns_t_aaaa : ns_t_a;
	char name[NS_MAXDNAME];
	ns_msg m;
	ns_rr r;

	int n = res_query(host, ns_c_in, type, reply, sizeof reply);
	if (n < 0 || ns_initparse(reply, n, &m))
		return;
	snprintf(name, sizeof name, "%s", host);
	for (int i = 0; !ns_parserr(&m, ns_s_an, i, &r); i++) {
		/* The first record may tell the real name. */
		if (i == 0 && ns_rr_type(r) == ns_t_cname)
			dn_expand(reply, reply + n, ns_rr_rdata(r),
				name, sizeof name);
		else if (ns_rr_type(r) == type &&
			!strcasecmp(ns_rr_name(r), name))
			add(family, ns_rr_rdata(r));
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
