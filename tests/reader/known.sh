# Sourced by need: which packages this release of the system has, and
# what is lost without the others.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154,SC2034 # need sets what is used here

# Sets known to those of the packages that this release has, and unknown
# to the others.  A name that others only mention has nothing to show.
find_known() {
	known='' unknown=''
	for package in $packages; do
		if ! command -v apt-cache >/dev/null ||
			[ -n "$(apt-cache show "$package" 2>/dev/null)" ]; then
			known="$known $package"
		else
			unknown="$unknown $package"
		fi
	done
	command="apt-get install --no-install-recommends$known"
}

# In a container there are none at first: then nothing is known.
have_lists() {
	for list in /var/lib/apt/lists/*_Packages*; do
		[ ! -e "$list" ] || return 0
	done
	return 1
}

# Status 3, if the target does what it can without.
tell_what_is_lost() {
	for package in $packages; do
		case "$unknown " in
		*" $package "*) ;;
		*) stop "This is still missing: $package. If it is installed," \
			'another program of that name comes first in PATH.' ;;
		esac
	done
	printf 'This release of the system has no package of that name:\n%s' \
		"$reasons" >&2
	[ "$packages" = "$optional" ] ||
		stop "Without it, $goal cannot do its work on this system."
	echo "Without it, $goal leaves out what it is for." >&2
	exit 3
}
