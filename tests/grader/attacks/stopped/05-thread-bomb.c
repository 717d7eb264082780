/*
 * attack 5: starts threads that run in circles.
 * must: the limit of processes stops it; processor time ends it.
 * status: timeout
 */
static void *turn(void *nothing)
{
	for (;;)
		*(volatile char *)&nothing = 0;
	return NULL;
}

int main(void)
{
	pthread_t thread;

	for (;;)
		pthread_create(&thread, NULL, turn, NULL);
}
