# usage: awk -v leaks=1 -f symbols.awk USUAL SYMBOLS
#
# Symbols that a person should know of, as lines: kind, 0, what.  Both
# files come from nm -P; USUAL are those of a program that does nothing.
# leaks: there are tests that look for leaks.
#
# SPDX-License-Identifier: MIT
function flag(kind, what) {
	if (!seen[kind, what]++)
		printf "%s\t0\t%s\n", kind, what
}

BEGIN {
	split("system popen execl execlp execle execv execvp execvpe " \
		"execve execveat fexecve posix_spawn posix_spawnp wordexp " \
		"vfork forkpty rcmd rexec iruserok", word)
	for (i in word)
		commands[word[i]]
	split("syscall ptrace dlopen dlmopen dlsym dlvsym mprotect " \
		"pkey_mprotect process_vm_writev", word)
	for (i in word)
		raw[word[i]]
	# Those that bring no chance into a program; all others may.
	split("abort accept accept4 aligned_alloc atoi atol bind bsearch " \
		"calloc close connect dprintf dup dup2 epoll_create " \
		"epoll_create1 epoll_ctl epoll_pwait epoll_wait err error " \
		"errx exit _exit _Exit fclose fcntl fcntl64 fdopen ferror " \
		"fflush fgets fork fprintf fputc fputs fread free " \
		"freeaddrinfo fwrite gai_strerror getaddrinfo getc getchar " \
		"gethostbyname gethostbyname2 getline getnameinfo getopt " \
		"getopt_long getpeername getsockopt h_errno herror hstrerror " \
		"htonl htons inet_addr inet_aton inet_ntoa inet_ntop " \
		"inet_pton ioctl isalnum isalpha isatty isdigit isprint " \
		"isspace kill listen malloc memchr memcmp memcpy memmove " \
		"memset ntohl ntohs optarg opterr optind pause perror pipe " \
		"pipe2 poll ppoll printf pselect pthread_attr_destroy " \
		"pthread_attr_init pthread_attr_setdetachstate " \
		"pthread_cond_broadcast pthread_cond_init " \
		"pthread_cond_signal pthread_cond_wait pthread_create " \
		"pthread_detach pthread_exit pthread_join " \
		"pthread_mutex_destroy pthread_mutex_init " \
		"pthread_mutex_lock pthread_mutex_unlock pthread_self " \
		"pthread_sigmask putc putchar puts qsort read readv realloc " \
		"reallocarray recv recvfrom recvmsg select send sendmsg " \
		"sendto setbuf setlinebuf setlocale setsockopt setvbuf " \
		"shutdown sigaction sigaddset sigdelset sigemptyset " \
		"sigfillset signal sigprocmask sigsuspend snprintf socket " \
		"socketpair splice sprintf sscanf stderr stdin stdout " \
		"stpcpy strcasecmp strcat strchr strcmp strcpy strcspn " \
		"strdup strerror strlcpy strlen strncasecmp strncat strncmp " \
		"strncpy strndup strnlen strpbrk strrchr strsep strspn " \
		"strstr strtok strtok_r strtol strtoul tolower toupper " \
		"ungetc usage vdprintf verr verrx vfprintf vprintf " \
		"vsnprintf vwarn vwarnx wait waitpid warn warnx write " \
		"writev", word)
	for (i in word)
		steady[word[i]]
	split("__libc_start_main _exit exit accept accept4 bind close " \
		"connect fputs fwrite getaddrinfo " \
		"gethostbyname listen poll printf puts read recv recvfrom " \
		"recvmsg send sendmsg sendto shutdown socket write writev " \
		"calloc free malloc realloc", word)
	for (i in word)
		library[word[i]]
}

{
	name = $1
	sub(/@.*/, "", name)
}

NR == FNR { usual[name, $2] = 1; next }
(name, $2) in usual { next }

# Defined by the program itself, where the library's would be used.
$2 != "U" && name ~ /^__(asan|lsan|ubsan|sanitizer)_/ && $2 ~ /[TtDdRrVW]/ {
	flag("sanitizer", "defines " name)
}

$2 ~ /[TtWViDB]/ && $2 != "t" && name in library {
	flag("override", "defines " name)
}
$2 == "i" { flag("startup", "chooses a function before main: " name) }

name ~ /^__(lsan_(disable|ignore|do_)|asan_(set_death|set_error)|sanitizer_set_)/ {
	flag("sanitizer", "uses " name)
}

$2 == "U" && name in commands { flag("command", "calls " name) }
$2 == "U" && name in raw { flag("raw-call", "calls " name) }
$2 == "U" && leaks && name ~ /^(_exit|_Exit|quick_exit)$/ {
	flag("leak", "may leave before the search for leaks, by " name)
}
$2 == "U" && !(name in steady) && \
	name !~ /^__(asan|ubsan|errno_location|isoc|ctype_|libc_start_main)/ &&
	name !~ /^__(stack_chk_fail|fdelt_chk|inet_)/ {
	flag("chance", name)
}
