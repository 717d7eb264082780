/*
 * hostile: forks without end.
 * expects: timeout
 */
#include <unistd.h>

int main(void)
{
	for (;;)
		fork();
}
