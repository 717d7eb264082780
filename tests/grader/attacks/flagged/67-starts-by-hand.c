/*
 * attack 67: puts a function into the list of those that run before
 * main, without the word for it.
 * must: a person looks at it.
 * flags: startup
 * to: solution
 */
static void early(void)
{
	setenv("early", "1", 1);
}

static void (*entry)(void)
	__attribute__((section(".init_array"), used)) = early;
