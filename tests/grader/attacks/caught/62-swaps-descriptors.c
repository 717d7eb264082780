/*
 * attack 62: while the grader shortens its writes, another thread puts
 * a file in the place of stdout that it may read and the grader may
 * write: a setting of the kernel.
 * must: the grader writes to stdout, or to nothing.
 * status: fail timeout crash sanitizer
 */
enum { PLACE = 9 };

static const char setting[] = "/proc/sys/net/ipv4/ip_default_ttl";
static int file, output;

static void *swap(void *nothing)
{
	for (;;) {
		dup2(output, PLACE);
		dup2(file, PLACE);
	}
	return nothing;
}

int main(void)
{
	pthread_t thread;
	char now[8];

	file = open(setting, O_RDONLY);
	output = dup(STDOUT_FILENO);
	dup2(output, PLACE);
	pthread_create(&thread, NULL, swap, NULL);
	for (int n = 0; n < 5000; n++) {
		if (write(PLACE, "77\n88", 6) == -1)
			continue;
		memset(now, 0, sizeof now);
		if (pread(file, now, sizeof now - 1, 0) > 0 &&
			strncmp(now, "77", 2) == 0)
			escaped(setting);
	}
	_exit(2);
}
