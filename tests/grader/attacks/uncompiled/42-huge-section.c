/*
 * attack 42: two gigabytes by one word of assembly.
 * must: no file gets that large.
 */
__asm__(".data\n.fill 2147483647, 1, 42");

int main(void)
{
	return 0;
}
