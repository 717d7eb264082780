/*
 * attack 41: macros that expand to a hundred million words.
 * must: time or memory of the compiler ends.
 */
#define TEN(x) x x x x x x x x x x
#define MANY(x) TEN(TEN(TEN(TEN(x))))

int main(void)
{
	int n = 0;
	MANY(MANY(n++;))
	return n;
}
