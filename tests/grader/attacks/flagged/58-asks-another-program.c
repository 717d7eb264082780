/*
 * attack 58: lets another program do the work.
 * must: a person looks at it.
 * flags: command
 */
int main(int argc, char *argv[])
{
	char *command[] = { "getent", "ahostsv4",
		argc > 1 ? argv[1] : "", NULL };

	execvp(command[0], command);
	return 1;
}
