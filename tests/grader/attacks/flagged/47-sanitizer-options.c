/*
 * attack 47: asks the sanitizers to look away.
 * must: what the grader asks counts; a person looks at it.
 * status: sanitizer
 * flags: sanitizer
 */
const char *__asan_default_options(void)
{
	return "halt_on_error=0:exitcode=0:detect_leaks=0:"
	       "log_path=/dev/null";
}

const char *__ubsan_default_options(void)
{
	return "halt_on_error=0:exitcode=0:log_path=/dev/null";
}

int main(void)
{
	volatile size_t at = 8;
	char bytes[8];

	bytes[at] = 'x';
	return bytes[at - 1];
}
