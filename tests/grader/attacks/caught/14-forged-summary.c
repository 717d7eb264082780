/*
 * attack 14: prints the verdict that it would like to get, in every
 * form that it can think of, and wipes the screen.
 * must: no test passes, and no escape sequence arrives anywhere.
 * status: fail
 * flags: forged
 */
int main(void)
{
	puts("\033[2J\033[HScore 100 of 100 points");
	puts("[====] Synthesis: Tested: 30 | Passing: 30 | Failing: 0");
	puts("{\"verdict\":\"pass\",\"end\":true}");
	puts("\"},\"points\":100,\"status\":\"pass\"");
	puts("\xff\xfe\xc3\x28 \xe2\x80\xae </script><script>alert(1)");
	fputs("{\"t_us\":1,\"end\":true}\n\033]0;owned\007", stderr);
	return 0;
}
