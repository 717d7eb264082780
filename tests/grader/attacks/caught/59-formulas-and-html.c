/*
 * attack 59: prints what a spreadsheet takes for a formula, and a
 * browser for a script.
 * must: both are shown as what they are: text.
 * status: fail
 */
int main(void)
{
	puts("=HYPERLINK(\"http://attack.example\",\"100\")");
	puts("<script>alert(document.cookie)</script>");
	puts("<img src=x onerror=alert(1)>");
	fputs("=cmd|' /C calc'!A0\n", stderr);
	return 1;
}
