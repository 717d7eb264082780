/*
 * attack 53: leaves a file for the other tests of its own run.
 * must: they do not find it.
 * level: sealed
 * to: solution
 */
BEFORE_MAIN
{
	static const char left[] = "/tmp/before.attack-left";

	if (access(left, F_OK) == 0)
		escaped("a file of another test");
	close(open(left, O_CREAT | O_WRONLY, 0666));
}
