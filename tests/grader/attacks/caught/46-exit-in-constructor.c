/*
 * attack 46: ends with status 0 before main begins.
 * must: what is not there is missed.
 * status: fail
 */
BEFORE_MAIN
{
	_exit(0);
}

int main(void)
{
	return 1;
}
