# Inside the box of run-sessions: starts the DNS server, then runs the
# commands one after the other without the right to low ports.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh
set -eu

# Sockets that wait for somebody, on any port.
listening() {
	cat /proc/net/tcp /proc/net/tcp6 /proc/net/udp /proc/net/udp6 |
		awk '$4 == "0A" || $4 == "07" { print $2 }' | sort
}

# A server in the background is ready when it listens; a command that
# never does gets half a second.
wait_for_server() {
	tries=50
	while [ "$(listening)" = "$1" ] && [ "$tries" -gt 0 ]; do
		sleep 0.01
		tries=$((tries - 1))
	done
}

run() {
	case $(cat "$1") in
	*'&') before=$(listening) ;;
	*) before='' ;;
	esac
	status=0
	timeout -k 1 30 sh -c "$(cat "$1")" >"${1%.command}.output" 2>&1 \
		</dev/null 3>&- || status=$?
	echo "$status" >"${1%.command}.status"
	[ -z "$before" ] || wait_for_server "$before"
}

if [ "${1-}" = commands ]; then
	for command in /box/sessions/*.command; do
		run "$command"
	done
	exit
fi

# The server runs until its standard input ends.
mkfifo /tmp/ready /tmp/life
/box/dns_serve 53 /box/zone </tmp/life >/tmp/ready 2>&1 &
exec 3>/tmp/life
read -r answer </tmp/ready
[ "$answer" = ready ] || {
	echo "the DNS server says: $answer" >&2
	exit 1
}
exec setpriv --ambient-caps=-net_bind_service \
	--inh-caps=-net_bind_service sh "$0" commands
