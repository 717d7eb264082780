/*
 * attack 47: a function that no sanitizer looks at.
 * must: a person looks at it.
 * flags: sanitizer
 * to: solution
 */
__attribute__((no_sanitize("address", "undefined"))) static char
look_behind(const volatile char *bytes)
{
	return bytes[16];
}

BEFORE_MAIN
{
	static volatile char bytes[16], sink;

	sink = look_behind(bytes);
	(void)sink;
}
