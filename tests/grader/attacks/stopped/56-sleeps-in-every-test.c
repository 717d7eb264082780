/*
 * attack 56: sleeps in every test for just less than is allowed.
 * must: the budget of the whole submission ends it.
 * status: fail timeout
 * flags: time
 */
int main(void)
{
	sleep(7);
	return 1;
}
