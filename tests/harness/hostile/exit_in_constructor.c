/*
 * hostile: ends with status 0 before main begins.
 * expects: fail
 */
#include <unistd.h>

__attribute__((constructor)) static void leave(void)
{
	_exit(0);
}

int main(void)
{
	return 1;
}
