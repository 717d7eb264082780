/*
 * attack 40: has the assembler read the passwords.
 * must: there is no such file.
 */
__asm__("passwords: .incbin \"/etc/shadow\"");

extern const char passwords[];

int main(void)
{
	puts(passwords);
	return 0;
}
