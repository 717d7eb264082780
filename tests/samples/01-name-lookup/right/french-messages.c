/* Speaks French, and translates h_errno of the old calls by itself. */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static const char *raison(void)
{
	if (h_errno == NETDB_INTERNAL)
		return strerror(errno);
	if (h_errno == HOST_NOT_FOUND)
		return "ce nom n'existe pas";
	if (h_errno == NO_DATA)
		return "ce nom n'a pas d'adresse de cette famille";
	if (h_errno == TRY_AGAIN)
		return "le serveur de noms ne répond pas correctement";
	return "la question n'a pas de réponse";
}

static void afficher(const struct hostent *hote, const char *adresse)
{
	char texte[INET6_ADDRSTRLEN];
	char **avant = hote->h_addr_list;

	while (*avant != adresse) {
		if (!memcmp(*avant, adresse, (size_t)hote->h_length))
			return;
		avant++;
	}
	if (inet_ntop(hote->h_addrtype, adresse, texte, sizeof texte))
		puts(texte);
}

int main(int nombre, char **arguments)
{
	int six = nombre > 1 && !strcmp(arguments[1], "-6");
	const char *nom = arguments[1 + six];

	if (nombre != 2 + six) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}

	struct hostent *hote =
		gethostbyname2(nom, six ? AF_INET6 : AF_INET);
	if (hote == NULL) {
		fprintf(stderr, "nslookup : %s : %s\n", nom, raison());
		return 1;
	}
	for (char **p = hote->h_addr_list; *p != NULL; p++)
		afficher(hote, *p);
	if (fflush(stdout) == EOF || ferror(stdout)) {
		fprintf(stderr, "nslookup : impossible : %s\n",
			strerror(errno));
		return 1;
	}
	return 0;
}
