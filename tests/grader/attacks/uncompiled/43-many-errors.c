/*
 * attack 43: thousands of mistakes, each of them reported.
 * must: the log is cut, and a page stays a page.
 */
#define ONE missing_##__COUNTER__(;
#define TEN(x) x x x x x x x x x x

int main(void)
{
	TEN(TEN(TEN(ONE)))
}
