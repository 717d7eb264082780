/*
 * attack 68: takes the last of what the teacher's account has a limited
 * number of: watches of files, queued signals, message queues.
 * must: it gets none, or few.
 * to: solution
 */
#include <sys/inotify.h>

BEFORE_MAIN
{
	struct rlimit limit;

	if (inotify_init() != -1 || inotify_init1(0) != -1)
		escaped("inotify");
	if (getrlimit(RLIMIT_SIGPENDING, &limit) == -1 ||
		limit.rlim_max > 1024)
		escaped("queued signals");
	if (getrlimit(RLIMIT_MSGQUEUE, &limit) == -1 ||
		limit.rlim_max > 0)
		escaped("message queues");
}
