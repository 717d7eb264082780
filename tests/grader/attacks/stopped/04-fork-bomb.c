/*
 * attack 4: forks without end.
 * must: the limit of processes stops it, and all of them die.
 * status: timeout
 */
int main(void)
{
	for (;;)
		fork();
}
