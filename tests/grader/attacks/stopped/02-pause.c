/*
 * attack 2: waits for ever.
 * must: that is seen at once, for nothing can end it.
 * status: timeout
 */
int main(void)
{
	for (;;)
		pause();
}
