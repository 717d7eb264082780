/*
 * attack 42: an array of four gigabytes, with a value.
 * must: no file gets that large.
 */
char huge[4294967296] = { 1 };

int main(void)
{
	return huge[0];
}
