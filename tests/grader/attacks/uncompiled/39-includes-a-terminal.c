/*
 * attack 39: includes what is typed at the terminal.
 * must: nobody waits for that.
 */
#include "/dev/stdin"
int main(void)
{
	return includes_nothing;
}
