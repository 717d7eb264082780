/*
 * hostile: writes where nothing is.
 * expects: sanitizer
 */
int main(void)
{
	volatile int *nowhere = 0;

	*nowhere = 1;
	return 0;
}
