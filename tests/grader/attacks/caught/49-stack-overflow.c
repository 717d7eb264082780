/*
 * attack 49: calls itself without end.
 * must: a crash, told in words.
 * status: crash sanitizer
 */
static int deeper(volatile int *depth)
{
	volatile int next = *depth + 1;

	return deeper(&next) + *depth;
}

int main(void)
{
	volatile int depth = 0;

	return deeper(&depth);
}
