# Inside the box of enter-lab, with all rights that its network takes:
# sets it up, then becomes the command, without most of them.
# Arguments: the chapter's key, and the command.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh
set -eu

key=$1
chapter=/box/chapters/$key
shift

# hosts(5) and others are the chapter's.
write_etc() {
	echo 'nameserver 127.0.0.1' >/etc/resolv.conf
	echo 'hosts: files dns' >/etc/nsswitch.conf
	echo 'multi on' >/etc/host.conf
	echo 'reader:x:1000:1000:reader:/home/reader:/bin/bash' >/etc/passwd
	echo 'reader:x:1000:' >/etc/group
	printf '127.0.0.1\tlocalhost\n::1\tlocalhost\n' >/etc/hosts
	[ ! -e "$chapter/hosts" ] || cat "$chapter/hosts" >>/etc/hosts
}

# The server ends with its standard input: of this one there is no end.
serve_names() {
	zone=$chapter/zone
	[ -e "$zone" ] || zone=/dev/null
	mkfifo /run/ready /run/life
	/box/dns_serve 53 "$zone" <>/run/life >/run/ready 2>&1 &
	read -r answer </run/ready || :
	[ "$answer" = ready ] || {
		echo "The DNS server of the lab says: $answer" >&2
		exit 1
	}
}

ip link set lo up
write_etc
# shellcheck source=tests/reader/lab-home.sh
. /box/reader/lab-home.sh
serve_names
# What a user needs root for elsewhere: tcpdump, ip, tc; and to trace a
# program that runs already.  Ports below 1024 stay root's.
rights=-all,+net_raw,+net_admin,+sys_ptrace
exec setpriv --inh-caps="$rights" --ambient-caps="$rights" "$@"
