/*
 * attack 49: writes behind an array.
 * must: the sanitizer says so.
 * status: sanitizer
 */
int main(void)
{
	volatile size_t at = 8;
	char bytes[8];

	bytes[at] = 'x';
	return bytes[at - 1];
}
