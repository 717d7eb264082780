/*
 * hostile: takes all the memory that it can get.
 * expects: fail
 */
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 16 << 20 };

int main(void)
{
	for (;;) {
		char *block = malloc(BLOCK);

		if (block != NULL)
			memset(block, 1, BLOCK);
	}
}
