# Sourced by demo: starts one server at a time, shows what is typed, and
# what the clients and the server print.  $log is a folder.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # demo sets log and transport
server=''

stop_server() {
	[ -z "$server" ] || { kill "$server"; wait "$server"; } 2>/dev/null || :
	server=''
}

# A socket that waits is a fact of the kernel: nobody has to ask it.
waits_on() {
	state=07
	[ "$transport" = udp ] || state=0A
	grep -q ":$(printf %04X "$1") 0\{8\}:0000 $state" \
		"/proc/net/$transport"
}

# type_out COMMAND...: shows it as one would type it.
type_out() {
	typed=''
	for word; do
		case $word in
		*' '*) typed="$typed '$word'" ;;
		-u) ;;
		*) typed="$typed ${word##*/}" ;;
		esac
	done
	printf '$%s\n' "$typed"
}

# start COMMAND...: with the first port of a few that is free.
start() {
	for port in 7007 17007 27007 27107; do
		! waits_on "$port" || continue
		"$@" "$port" >"$log/server" 2>&1 &
		server=$!
		while kill -0 "$server" 2>/dev/null; do
			! waits_on "$port" || break 2
		done
		wait "$server" || :
		server=''
	done
	[ -n "$server" ] || die "No port is free:" "$(cat "$log/server")"
	echo
	type_out "$@" "$port" '&'
}

# say COMMAND...: shows it, and what it prints.
say() {
	type_out "$@"
	"$@"
}
