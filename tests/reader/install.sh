# Sourced by need: has the packages installed that are missing, or says
# who can do it, and how.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # need sets what is used here

# tell_by_hand WHO: what to type.
tell_by_hand() {
	[ -z "$unknown" ] || printf '%s%s.\n' 'The lists of packages here, ' \
		"which 'apt-get update' renews, do not have:$unknown" >&2
	[ -n "$known" ] || exit 2
	stop "$1" "  $command"
}

only_an_administrator() {
	tell_by_hand \
		'Only an administrator of this machine can install them, with'
}

# Asks for a password once, and only where one can be typed.
may_use_sudo() {
	if [ -t 0 ]; then
		sudo true
	else
		sudo -n true 2>/dev/null
	fi
}

# Sets as_root; does not come back if nobody can or wants to install.
become_root() {
	as_root=''
	if [ "$(id -u)" != 0 ]; then
		command -v sudo >/dev/null || only_an_administrator
		as_root=sudo
	fi
	if [ "${NO_INSTALL:-0}" != 0 ]; then
		command=${as_root:+sudo }$command
		tell_by_hand 'To install them:'
	fi
	[ -z "$as_root" ] || may_use_sudo || only_an_administrator
	command=${as_root:+sudo }$command
}

apt() {
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
		-o DPkg::Lock::Timeout=300 "$@" </dev/null >>"$log" 2>&1
}

install_known() {
	[ -n "$known" ] || return 0
	# shellcheck disable=SC2086 # a list of words
	apt install --no-install-recommends $known
}

# The second try is for lists that are empty, too old or incomplete.
install_packages() {
	if [ -z "$unknown" ] && install_known; then
		return
	fi
	apt update || [ -n "$known" ] || return
	find_known
	install_known
}

run_apt() {
	log=$(mktemp) || stop "No file can be made in ${TMPDIR:-/tmp}."
	trap 'rm -f "$log"' EXIT
	trap 'exit 2' HUP INT TERM
	printf 'Installing them; this may take a minute or two:\n  %s\n' \
		"$command" >&2
	begin=$(date +%s)
	install_packages || {
		tail -n 12 "$log" >&2
		stop 'They could not be installed. To try it yourself:' \
			"  $command"
	}
	[ -z "$known" ] || printf 'Installed in %d seconds.\n\n' \
		$(($(date +%s) - begin)) >&2
}
