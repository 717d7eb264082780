/*
 * attack 46: main is machine code that no compiler has seen.
 * must: it is a program like any other, and a person looks at it.
 * status: fail crash
 * flags: assembly
 */
__asm__(".globl main\nmain:\n\txor %eax, %eax\n\tret\n");
