/*
 * attack 67: shows what it does to none but the compiler: attributes
 * by other spellings, assembly, and code that only the build with
 * sanitizers has, all of it from another file by its own word.
 * must: a person looks at it.
 * flags: sanitizer startup assembly
 * to: solution
 */
#if defined(__SANITIZE_ADDRESS__) && defined(__OPTIMIZE__)
#line 1 "/usr/include/harmless.h"
#define GLUE(a, b) a##b
__attribute((GLUE(no_sanitize, _address))) static char peek(
	const volatile char *bytes)
{
	return bytes[8];
}

__attribute((GLUE(construct, or))) static void early(void)
{
	static volatile char bytes[8], sink;

	sink = peek(bytes);
	(void)sink;
	__asm__ volatile("" ::: "memory");
}
#line 30 "nslookup.c"
#endif
