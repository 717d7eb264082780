# In the lab of a chapter: runs the commands /box/share/*.command one
# after the other, for run-sessions.
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
		</dev/null || status=$?
	echo "$status" >"${1%.command}.status"
	[ -z "$before" ] || wait_for_server "$before"
}

for command in /box/share/*.command; do
	run "$command"
done
