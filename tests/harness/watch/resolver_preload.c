/*
 * Where namespaces are refused: points the C library's resolver at the
 * reference server, whose port is WORKBOOK_DNS_PORT, since
 * /etc/resolv.conf can name no port and is not ours to change.
 * Preloaded into the program under test; never used in the box.
 *
 * The resolver's state is one for each thread, so the calls that use
 * it are wrapped.  Statically linked programs cannot be reached.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "environment.h"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <netdb.h>
#include <nss.h>
#include <resolv.h>
#include <stdlib.h>

/* From here on this thread asks the reference server, once. */
static void point_resolver(void)
{
	const char *port = getenv(ENVIRONMENT_DNS_PORT);
	static _Thread_local int pointed;

	if (port == NULL || pointed || res_init() == -1)
		return;
	pointed = 1;
	_res.nscount = 1;
	_res.nsaddr_list[0] = (struct sockaddr_in){
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)strtoul(port, NULL, 10)),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	_res.retrans = 1;
	_res.retry = 1;
}

/* The order of a Debian without multicast DNS and the like. */
__attribute__((constructor)) static void prepare(void)
{
	__nss_configure_lookup("hosts", "files dns");
	point_resolver();
}

/* The next definition of the function: the C library's own. */
#define ORIGINAL(name) \
	__extension__((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int getaddrinfo(const char *restrict node, const char *restrict service,
	const struct addrinfo *restrict hints,
	struct addrinfo **restrict list)
{
	point_resolver();
	return ORIGINAL(getaddrinfo)(node, service, hints, list);
}

struct hostent *gethostbyname(const char *name)
{
	point_resolver();
	return ORIGINAL(gethostbyname)(name);
}

struct hostent *gethostbyname2(const char *name, int family)
{
	point_resolver();
	return ORIGINAL(gethostbyname2)(name, family);
}

int gethostbyname_r(const char *restrict name,
	struct hostent *restrict host, char *restrict buffer,
	size_t size, struct hostent **restrict result,
	int *restrict code)
{
	point_resolver();
	return ORIGINAL(gethostbyname_r)(
		name, host, buffer, size, result, code);
}

int gethostbyname2_r(const char *restrict name, int family,
	struct hostent *restrict host, char *restrict buffer,
	size_t size, struct hostent **restrict result,
	int *restrict code)
{
	point_resolver();
	return ORIGINAL(gethostbyname2_r)(
		name, family, host, buffer, size, result, code);
}

/*
 * The C library's own thread would ask in its own way: so the look-ups
 * are done at once.  gai_error(3) and gai_suspend(3) find them done.
 */
int getaddrinfo_a(int mode, struct gaicb *list[restrict], int count,
	struct sigevent *restrict event)
{
	if (event != NULL && event->sigev_notify != SIGEV_NONE)
		return ORIGINAL(getaddrinfo_a)(
			mode, list, count, event);
	for (int i = 0; i < count; i++)
		if (list[i] != NULL)
			list[i]->__return = getaddrinfo(
				list[i]->ar_name, list[i]->ar_service,
				list[i]->ar_request,
				&list[i]->ar_result);
	return 0;
}
