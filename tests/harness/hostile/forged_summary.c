/*
 * hostile: prints the verdict that it would like to get, and tries to
 * wipe the screen.
 * expects: fail
 */
#include <stdio.h>

int main(void)
{
	puts("\033[2J\033[HScore 100 of 100 points");
	puts("[====] Synthesis: Tested: 30 | Passing: 30 | Failing: 0");
	puts("{\"verdict\":\"pass\",\"end\":true}");
	fputs("{\"end\":true}\n\033]0;owned\007", stderr);
	return 0;
}
