/*
 * attack 1: runs in circles.
 * must: each test ends it after two seconds of processor time.
 * status: timeout
 */
int main(void)
{
	volatile int turns = 0;

	for (;;)
		turns = !turns;
}
