/*
 * attack 47: switches the search for leaks off.
 * must: a person looks at it.
 * flags: sanitizer
 * to: solution
 */
int __lsan_is_turned_off(void)
{
	return 1;
}
