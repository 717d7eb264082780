# Sourced by run: what there is to run for the chapter $key.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # run sets key, part, results, work

# A copy of the suite that no build touches meanwhile.
prepare_suite() {
	flock "$BUILD/.lock" make -s -j4 "$BUILD/tests/$key/suite" >&2
	(umask 022 && install -D -m 755 -t "$work/$key" \
		"$BUILD/tests/$key/suite" "$BUILD"/harness/*)
	echo "$program" >"$work/$key/program"
	{
		cat "$work/$key"/* tests/reader/compile \
			tests/reader/compile-all tests/reader/flags.sh "$part"/sample \
			tests/reader/record.awk "$part"/shorten.jq \
			"$part"/claims.awk "$part"/list-samples.awk
		"${CC%% *}" --version
		echo "$RUNS $DRAW"
		id -u
	} | sha256sum >"$work/$key.sum"
}

# write_half STEP PARTS: as a reader has it after that step, and with so many
# parts of the next one.
write_half() {
	awk -v upto="$1" -v parts="$2" -f "$part/half-finished.awk" \
		"$solution" "skeletons/$key/$program.c" \
		>"$half/after-step-$1-and-$2-parts.c"
}

write_half_finished() {
	half=$results/$key/half
	rm -rf "$half"
	mkdir -p "$half"
	solution=solutions/$key/$program.c
	steps=$(awk -v part=steps -f tests/repo/steps.awk "$solution" | wc -l)
	for step in $(seq 0 "$steps"); do
		write_half "$step" 0
		parts=$(grep -c -e "--- step $((step + 1)):" "$solution") || :
		for written in $(seq 1 $((parts - 1))); do
			write_half "$step" "$written"
		done
	done
}

# Adds the chapter's samples to the list of all of them.
list_samples() {
	for file in "$half"/*.c "tests/samples/$key/right"/*.c \
		"tests/samples/$key/wrong"/*.c \
		"tests/samples/$key/mixed"/*.c; do
		[ ! -e "$file" ] || sha256sum "$file"
	done | awk -v key="$key" -v results="$results/$key" \
		-v suite="$(cut -c-64 "$work/$key.sum")" -v runs="$RUNS" \
		-v draw="$DRAW" -f "$part/list-samples.awk" >"$work/$key.samples"
	cat "$work/$key.samples" >>"$work/samples"
}

# What other contents have left behind.
remove_old_results() {
	for result in "$results/$key"/*.json; do
		grep -q -F " $result " "$work/$key.samples" ||
			rm -f "$result"
	done
}
