/*
 * Tests of sanitizer_options.h: neither the defaults of a compiler's
 * release nor those of a program count, for both compilers.
 *
 * SPDX-License-Identifier: MIT
 */
#include "sanitizer_options.h"

#include "sanitizer.h"
#include "trial.h"
#include "verdict.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct exercise this_exercise = { .program = "preset" };

TestSuite(sanitizer_options, .init = trial_begin, .fini = trial_end,
	.timeout = 120);

struct option {
	const char *name;
	const char *value;
};

#define AS_OPTION(name, value, another) { name, value },

static const struct option ours[] = {
	SANITIZER_COMMON_OPTIONS(AS_OPTION) SANITIZER_ADDRESS_OPTIONS(
		AS_OPTION) SANITIZER_LARGE_QUARANTINE(AS_OPTION){
		"detect_leaks", "1" },
};

static const struct option ours_of_threads[] = {
	SANITIZER_COMMON_OPTIONS(AS_OPTION)
		SANITIZER_THREAD_OPTIONS(AS_OPTION)
};

enum {
	OUR_COUNT = sizeof ours / sizeof *ours,
	LISTED_AT_LEAST = 90,
	OURS_OF_THREADS = sizeof ours_of_threads / sizeof *ours,
};

/* Those of the build that is started. */
static const struct option *our_options(size_t *count)
{
	bool threads = trial_build == BUILD_THREADS;

	*count = threads ? OURS_OF_THREADS : OUR_COUNT;
	return threads ? ours_of_threads : ours;
}

/*
 * Of no matter: for other systems, for people who debug a sanitizer,
 * or without effect where ours are set.  What the name of the last
 * release was, does not follow from it: a new one belongs in a list.
 */
static const char *const others[] = {
	"quarantine_size",
	"debug",
	"flush_symbolizer_ms",
	"min_uar_stack_size_log",
	"max_uar_stack_size_log",
	"uar_noreserve",
	"check_malloc_usable_size",
	"unmap_shadow_on_exit",
	"protect_shadow_gap",
	"print_legend",
	"print_scariness",
	"print_full_thread_history",
	"poison_array_cookie",
	"new_delete_type_mismatch",
	"strict_init_order",
	"detect_container_overflow",
	"windows_hook_rtl_allocators",
	"external_symbolizer_path",
	"allow_addr2line",
	"fast_unwind_on_check",
	"log_suffix",
	"strip_env",
	"print_summary",
	"allow_user_segv_handler",
	"clear_shadow_mmap_threshold",
	"legacy_pthread_cond",
	"help",
	"can_use_proc_maps_statm",
	"coverage_dir",
	"cov_8bit_counters_out",
	"cov_pcs_out",
	"full_address_space",
	"print_suppressions",
	"use_madv_dontdump",
	"decorate_proc_maps",
	"suppress_equal_pcs",
	"print_cmdline",
	"html_cov_report",
	"sancov_path",
	"dump_instruction_bytes",
	"dump_registers",
	"detect_write_exec",
	"demangle",
	"test_only_emulate_no_memorymap",
	"test_only_replace_dlopen_main_program",
	"verify_interceptors",
	"include",
	"include_if_exists",
};

static bool is_of_no_matter(const char *name)
{
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strcmp(name, others[i]) == 0)
			return true;
	return false;
}

/* A runtime writes a number as it is, as a truth, or in hexadecimal. */
static bool means(const char *shown, const char *value)
{
	const char *truth = strcmp(shown, "true") == 0 ? "1"
		: strcmp(shown, "false") == 0	       ? "0"
						       : shown;
	char *end;

	if (strcmp(truth, value) == 0)
		return true;
	unsigned long number = strtoul(shown, &end, 16);
	return strncmp(shown, "0x", 2) == 0 && *end == '\0' &&
		number == strtoul(value, NULL, 10);
}

static void expect_ours(
	const char *built, const char *name, const char *shown)
{
	size_t count;
	const struct option *options = our_options(&count);

	for (size_t i = 0; i < count; i++)
		if (strcmp(name, options[i].name) == 0) {
			cr_expect(means(shown, options[i].value),
				"%s: %s is %s, not %s", built, name,
				shown, options[i].value);
			return;
		}
	cr_expect(is_of_no_matter(name),
		"%s: %s is new: set it in sanitizer_options.h, or say "
		"here that it is of no matter",
		built, name);
}

/* "\tNAME\n\t\t- What it does. (Current Value: 1)\n", again and again.
 * Result: how many there are. */
static int read_list(const char *built, char *list)
{
	static const char mark[] = "(Current Value: ";
	char *name = NULL;
	char *rest = list;
	int count = 0;

	for (char *line = strtok_r(rest, "\n", &rest); line != NULL;
		line = strtok_r(rest, "\n", &rest)) {
		if (line[0] == '\t' && line[1] != '\t')
			name = line + 1;
		char *shown = strstr(line, mark);
		if (shown == NULL || name == NULL)
			continue;
		shown += strlen(mark);
		*strrchr(shown, ')') = '\0';
		expect_ours(built, name, shown);
		count++;
	}
	return count;
}

static struct program *run_as(const char *built, const char *what)
{
	const char *arguments[] = { what, NULL };
	struct program *program =
		trial_start_as(built, NULL, arguments);

	TRY(program_finish(program));
	return program;
}

static void expect_our_list(const char *built)
{
	struct program *program = run_as(built, "nothing");
	char *list = strdup(program_errors(program, NULL));

	trial_no_verdict();
	cr_assert(program_status(program) == 0);
	cr_assert(read_list(built, list) > LISTED_AT_LEAST,
		"no list: %s", program_errors(program, NULL));
	free(list);
}

Test(sanitizer_options, no_default_of_gcc_counts)
{
	expect_our_list(SANITIZED_BY_GCC);
}

Test(sanitizer_options, no_default_of_clang_counts)
{
	expect_our_list(SANITIZED_BY_CLANG);
}

Test(sanitizer_options, no_default_of_threads_counts)
{
	trial_build = BUILD_THREADS;
	expect_our_list(SANITIZED_BY_GCC);
	expect_our_list(SANITIZED_BY_CLANG);
}

/* gcc has a runtime of its own for these; it lists nothing. */
static void expect_undefined(const char *built)
{
	run_as(built, "overflow");
	trial_verdict(VERDICT_SANITIZER,
		"UndefinedBehaviorSanitizer found signed integer "
		"overflow: ");
	trial_verdict(VERDICT_SANITIZER, " of preset.c");
}

Test(sanitizer_options, undefined_behaviour_is_always_found)
{
	expect_undefined(SANITIZED_BY_GCC);
	expect_undefined(SANITIZED_BY_CLANG);
}

static void expect_frame_unnoticed(const char *built)
{
	struct program *program = run_as(built, "frame");

	trial_no_verdict();
	trial_output(program, "used");
}

Test(sanitizer_options, no_release_looks_for_frames_of_the_past)
{
	expect_frame_unnoticed(SANITIZED_BY_GCC);
	expect_frame_unnoticed(SANITIZED_BY_CLANG);
}
