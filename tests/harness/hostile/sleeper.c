/*
 * hostile: sleeps longer than anybody waits.
 * expects: timeout
 */
#include <unistd.h>

int main(void)
{
	for (;;)
		sleep(1000);
}
