/*
 * hostile: runs in circles.
 * expects: timeout
 */
int main(void)
{
	volatile int n = 0;

	for (;;)
		n = 1 - n;
}
