# Sourced by check-text: each fixture here has a mistake, and names on
# its first lines the tool that has to find it, and what that has to
# say:
#
#	<!-- tool: collect -->
#	<!-- says: LINE: error: the beginning of the message -->
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # what check-text sets

fixtures=tests/repo/fixtures-text

# A fixture becomes the text of a chapter of its own, with the C file,
# the hosts and the zone of this folder beside it.
prepare_fixture() {
	fixture=$scratch/fixture/chapters/01-fixture
	rm -rf "$scratch/fixture"
	mkdir -p "$fixture" "$scratch/fixture/out"
	cp "$1" "$fixture/chapter.md"
	cp "$fixtures"/*.c "$fixtures"/hosts "$fixtures"/zone \
		"$fixtures"/hints.md "$fixture/"
	for name in skeletons solutions; do
		mkdir -p "$scratch/fixture/$name/01-fixture"
		cp "$fixtures/exercise.c" "$scratch/fixture/$name/01-fixture/"
	done
}

# count_doings BEFORE BETWEEN TEXT: with limits for a few words.
count_doings() {
	awk -v before="$1" -v between="$2" -f "${top:-.}/tests/repo/doings.awk" \
		"$3"
}

# run_tool TOOL: in the folder of the fixture.
run_tool() {
	top=$PWD
	cd "$scratch/fixture" || return
	text=chapters/01-fixture/chapter.md
	case $1 in
	collect | labels)
		"$top/book/tools/collect" instructor "$text" out || return 1
		[ "$1" = collect ] || lua5.4 \
			"$top/book/tools/check-labels.lua" out/*.lua
		;;
	declarations)
		pandoc --preserve-tabs -M scratch=out -t plain \
			-L "$top/book/filters/declarations.lua" "$text" &&
			gcc -std=gnu11 -fsyntax-only -Wall -Werror out/*.c
		;;
	sessions)
		BUILD=$top/${BUILD:-build} \
			"$top/book/tools/check-sessions" "${text%/*}"
		;;
	hints)
		awk -f "$top/book/tools/check-hints.awk" "$text" \
			"${text%/*}/hints.md"
		;;
	manuals)
		"$top/book/tools/collect" student "$text" out &&
			lua5.4 "$top/book/tools/check-manuals.lua" out/*.lua
		;;
	rfcs) lua5.4 "$top/book/tools/check-rfcs.lua" \
		"$top/book/rfcs.txt" "$text" ;;
	doings) count_doings 8 6 "$text" ;;
	esac
}

# Succeeds if the tool fails and says what the fixture wants it to say.
finds_mistake() {
	prepare_fixture "$1"
	tool=$(sed -n 's/^<!-- tool: \(.*\) -->$/\1/p' "$1")
	says=$(sed -n 's/^<!-- says: \(.*\) -->$/\1/p' "$1")
	status=0
	(run_tool "$tool") >"$scratch/said" 2>&1 || status=$?
	[ "$status" != 77 ] || return 0
	[ "$status" != 0 ] && grep -qF -e ":$says" "$scratch/said" && return
	echo "$tool should fail and say: $says"
	echo "It ended with status $status and said:"
	cat "$scratch/said"
	return 1
}

# Sessions look up names: in a checkout where nothing was built, too.
mkdir -p "${BUILD:-build}"
flock "${BUILD:-build}/.lock" make -s "${BUILD:-build}/harness/dns_serve" >&2
for fixture_text in "$fixtures"/*.md; do
	[ "$fixture_text" != "$fixtures/hints.md" ] || continue
	name=$(basename "$fixture_text" .md)
	if [ "$name" = manual-page ] && ! man -w 2 read >/dev/null 2>&1; then
		continue
	fi
	check "a mistake is found: $(echo "$name" | tr - ' ')" \
		finds_mistake "$fixture_text"
done

check 'a text of as many words as allowed has none too many' \
	count_doings 9 7 "$fixtures/late-step.md"
check 'neither has one with as many between two doings' \
	count_doings 9 7 "$fixtures/long-way.md"
