/*
 * attack 6: takes all the memory that it can get.
 * must: half a gigabyte is the end of it.
 * status: fail timeout
 */
enum { BLOCK = 16 << 20 };

int main(void)
{
	for (;;) {
		char *block = malloc(BLOCK);

		if (block != NULL)
			memset(block, 1, BLOCK);
	}
}
