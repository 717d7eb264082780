/*
 * attack 10: folders nested 20,000 deep, which most tools that clear
 * up cannot follow.
 * must: they vanish.
 * to: solution
 * level: any
 */
BEFORE_MAIN
{
	for (int n = 0; n < 20000; n++)
		if (mkdir("d", 0700) == -1 || chdir("d") == -1)
			return;
}
