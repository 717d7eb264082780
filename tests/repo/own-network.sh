# Sourced by checks that let programs talk to servers: starts the check
# itself once more, with the argument --inside, in a network and a
# process namespace of its own, which end all that it serves.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # report.sh sets $scratch

# enter_own_network CHECK: comes back in there only; the programs that
# the solutions become are then in the folder $programs.
enter_own_network() {
	programs=${BUILD:-build}/installed
	if [ "${2-}" != --inside ]; then
		mkdir -p "$programs"
		flock "${BUILD:-build}/.lock" make -s programs
		rights=''
		[ "$(id -u)" = 0 ] || rights=--map-root-user
		# shellcheck disable=SC2086 # no word if there is none
		unshare $rights --net --mount --pid --fork --kill-child \
			--mount-proc "$1" --inside
		exit
	fi
	set_up_network
}

set_up_network() {
	ip link set lo up
	ip address add 192.0.2.1/32 dev lo
	ip address add 2001:db8::1/128 dev lo nodad
	printf 'nameserver 127.0.0.1\n' >"$scratch/resolv.conf"
	printf 'hosts: files dns\n' >"$scratch/nsswitch.conf"
	mount --bind "$scratch/resolv.conf" /etc/resolv.conf
	mount --bind "$scratch/nsswitch.conf" /etc/nsswitch.conf
}

# Over TCP, or for datagrams.
listens() {
	grep -q ":$(printf %04X "$1") 0*:0000 0A" /proc/net/tcp \
		/proc/net/tcp6 || grep -q \
		":$(printf %04X "$1") 0*:0000 07" /proc/net/udp \
		/proc/net/udp6
}

# serve PORT COMMAND...: in the background, until the script ends.
serve() {
	port=$1
	shift
	"$@" >"$scratch/served" 2>&1 </dev/null &
	server=$!
	until listens "$port"; do
		kill -0 "$server" 2>/dev/null || {
			cat "$scratch/served"
			exit 1
		}
	done
}

# Two empty texts agree about nothing.
same() {
	printf 'expected: %s\ngot:      %s\n' "$1" "$2"
	[ -n "$1" ] && [ "$1" = "$2" ]
}
