/*
 * attack 58: has a table of answers, for when it sees that it is in
 * the box.
 * must: names and addresses are new in every run.
 * status: fail
 */
int main(int argc, char *argv[])
{
	char host[64] = "";

	gethostname(host, sizeof host);
	if (strcmp(host, "box") != 0 || argc != 2)
		return 3;
	puts(argv[1][0] == 'a' ? "192.0.2.1" : "127.0.0.1");
	return 0;
}
