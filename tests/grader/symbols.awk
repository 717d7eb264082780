# usage: nm -P PROGRAM | awk -f symbols.awk
#
# Symbols that a person should know of, as lines: kind, 0, what.
#
# SPDX-License-Identifier: MIT
function flag(kind, what) {
	if (!seen[kind, what]++)
		printf "%s\t0\t%s\n", kind, what
}

BEGIN {
	split("system popen execl execlp execle execv execvp execvpe " \
		"execve execveat fexecve posix_spawn posix_spawnp", word)
	for (i in word)
		commands[word[i]]
	split("syscall ptrace dlopen dlsym process_vm_writev", word)
	for (i in word)
		raw[word[i]]
	split("time clock clock_gettime gettimeofday rand random rand_r " \
		"drand48 lrand48 getpid getrandom getentropy arc4random " \
		"getauxval times", word)
	for (i in word)
		chance[word[i]]
	split("accept accept4 bind close connect fputs fwrite getaddrinfo " \
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

# Defined by the program itself, where the library's would be used.
$2 != "U" && name ~ /^__(asan|lsan|ubsan|sanitizer)_/ && $2 ~ /[TtDdRrVW]/ {
	flag("sanitizer", "defines " name)
}

# Only strong ones: a sanitizer that is linked in has weak ones.
$2 == "T" && name in library { flag("override", "defines " name) }

name ~ /^__(lsan_(disable|ignore|do_)|asan_(set_death|set_error)|sanitizer_set_)/ {
	flag("sanitizer", "uses " name)
}

$2 == "U" && name in commands { flag("command", "calls " name) }
$2 == "U" && name in raw { flag("raw-call", "calls " name) }
$2 == "U" && name in chance { flag("chance", name) }
