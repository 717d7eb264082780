/*
 * How the sanitizers are set, in every run and for every compiler.
 *
 * Their defaults differ from release to release (gcc 13 and clang 15
 * began to look for frames that are used after their return), and a
 * program may bring defaults of its own.  So whatever decides about a
 * finding, its text or the program's memory is set here, also to what
 * is the default: marks must not depend on the compiler's release.
 *
 * Each entry is X(name, value, another value), where the last is what
 * the self-test puts in as the program's own default.  A runtime passes
 * over the names that it does not know.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef SANITIZER_OPTIONS_H
#define SANITIZER_OPTIONS_H

/* Of all runtimes: what is said, where, and how it ends. */
#define SANITIZER_COMMON_OPTIONS(X)              \
	X("exitcode", "99", "7")                 \
	X("abort_on_error", "0", "1")            \
	X("color", "never", "always")            \
	X("log_path", "stderr", "/tmp/of")       \
	X("log_to_syslog", "0", "1")             \
	X("log_exe_name", "0", "1")              \
	X("verbosity", "0", "1")                 \
	X("suppressions", "", "/tmp/none")       \
	X("symbolize", "1", "0")                 \
	X("symbolize_inline_frames", "1", "0")   \
	X("symbolize_vs_style", "0", "1")        \
	X("enable_symbolizer_markup", "0", "1")  \
	X("strip_path_prefix", "", "/")          \
	X("stack_trace_format", "DEFAULT", "%n") \
	X("dedup_token_length", "0", "3")        \
	X("print_module_map", "0", "2")          \
	X("fast_unwind_on_fatal", "0", "1")      \
	X("fast_unwind_on_malloc", "1", "0")     \
	X("malloc_context_size", "30", "1")      \
	X("disable_coredump", "1", "0")          \
	X("handle_segv", "1", "0")               \
	X("handle_sigbus", "1", "0")             \
	X("handle_sigfpe", "1", "0")             \
	X("handle_abort", "0", "1")              \
	X("handle_sigill", "0", "1")             \
	X("handle_sigtrap", "0", "1")            \
	X("use_sigaltstack", "1", "0")           \
	X("handle_ioctl", "0", "1")              \
	X("detect_deadlocks", "1", "0")          \
	X("coverage", "0", "1")

/*
 * Of AddressSanitizer: what it finds.  Frames that are used after their
 * return are not looked for: gcc 12 would have to be told to, and the
 * heap of frames that it takes grows for a while like a leak.
 */
#define SANITIZER_ADDRESS_OPTIONS(X)                               \
	X("halt_on_error", "1", "0")                               \
	X("verify_asan_link_order", "0", "1")                      \
	X("detect_stack_use_after_return", "0", "1")               \
	X("detect_invalid_pointer_pairs", "0", "2")                \
	X("detect_invalid_join", "0", "1")                         \
	X("detect_odr_violation", "2", "0")                        \
	X("check_initialization_order", "0", "1")                  \
	X("alloc_dealloc_mismatch", "1", "0")                      \
	X("report_globals", "1", "0")                              \
	X("poison_heap", "1", "0")                                 \
	X("poison_partial", "1", "0")                              \
	X("allow_user_poisoning", "1", "0")                        \
	X("start_deactivated", "0", "1")                           \
	X("replace_str", "1", "0")                                 \
	X("replace_intrin", "1", "0")                              \
	X("strict_string_checks", "0", "1")                        \
	X("strict_memcmp", "1", "0")                               \
	X("check_printf", "1", "0")                                \
	X("intercept_strstr", "1", "0")                            \
	X("intercept_strspn", "1", "0")                            \
	X("intercept_strtok", "1", "0")                            \
	X("intercept_strpbrk", "1", "0")                           \
	X("intercept_strcmp", "1", "0")                            \
	X("intercept_strlen", "1", "0")                            \
	X("intercept_strndup", "1", "0")                           \
	X("intercept_strchr", "1", "0")                            \
	X("intercept_memcmp", "1", "0")                            \
	X("intercept_memmem", "1", "0")                            \
	X("intercept_intrin", "1", "0")                            \
	X("intercept_stat", "1", "0")                              \
	X("intercept_send", "1", "0")                              \
	X("intercept_tls_get_addr", "1", "0")                      \
	X("redzone", "16", "64")                                   \
	X("max_redzone", "2048", "1024")                           \
	X("max_malloc_fill_size", "4096", "0")                     \
	X("malloc_fill_byte", "190", "0")                          \
	X("max_free_fill_size", "0", "4096")                       \
	X("free_fill_byte", "85", "0")                             \
	X("allocator_may_return_null", "0", "1")                   \
	X("allocator_frees_and_returns_null_on_realloc_zero", "1", \
		"0")                                               \
	X("allocator_release_to_os_interval_ms", "5000", "-1")     \
	X("max_allocation_size_mb", "0", "1")                      \
	X("soft_rss_limit_mb", "0", "1024")                        \
	X("hard_rss_limit_mb", "0", "1024")                        \
	X("mmap_limit_mb", "0", "1024")                            \
	X("no_huge_pages_for_shadow", "1", "0")                    \
	X("compress_stack_depot", "0", "1")                        \
	X("heap_profile", "0", "1")                                \
	X("leak_check_at_exit", "1", "0")                          \
	X("sleep_before_dying", "0", "1")                          \
	X("sleep_before_init", "0", "1")                           \
	X("sleep_after_init", "0", "1")                            \
	X("print_stats", "0", "1")                                 \
	X("atexit", "0", "1")

/* For a test that measures memory: what is freed is free at once. */
#define SANITIZER_SMALL_QUARANTINE(X)     \
	X("quarantine_size_mb", "0", "3") \
	X("thread_local_quarantine_size_kb", "0", "3")
#define SANITIZER_LARGE_QUARANTINE(X)       \
	X("quarantine_size_mb", "256", "3") \
	X("thread_local_quarantine_size_kb", "1024", "3")

/* Of LeakSanitizer: where it looks for what still leads to memory. */
#define SANITIZER_LEAK_OPTIONS(X)         \
	X("use_globals", "1", "0")        \
	X("use_stacks", "1", "0")         \
	X("use_registers", "1", "0")      \
	X("use_tls", "1", "0")            \
	X("use_root_regions", "1", "0")   \
	X("use_ld_allocations", "1", "0") \
	X("use_unaligned", "0", "1")      \
	X("use_poisoned", "0", "1")       \
	X("report_objects", "0", "1")     \
	X("resolution", "0", "1")         \
	X("max_leaks", "0", "1")

/*
 * Of ThreadSanitizer: it ends the program at the first report.  Threads
 * that nobody waits for when the program ends are none of its business,
 * nor are marks in the program that tell it to look elsewhere.
 */
#define SANITIZER_THREAD_OPTIONS(X)                            \
	X("halt_on_error", "1", "0")                           \
	X("atexit_sleep_ms", "0", "1")                         \
	X("report_bugs", "1", "0")                             \
	X("report_thread_leaks", "0", "1")                     \
	X("report_destroy_locked", "1", "0")                   \
	X("report_mutex_bugs", "1", "0")                       \
	X("report_signal_unsafe", "1", "0")                    \
	X("report_atomic_races", "1", "0")                     \
	X("enable_annotations", "0", "1")                      \
	X("ignore_interceptors_accesses", "0", "1")            \
	X("ignore_noninstrumented_modules", "0", "1")          \
	X("force_seq_cst_atomics", "0", "1")                   \
	X("force_background_thread", "0", "1")                 \
	X("history_size", "3", "1")                            \
	X("io_sync", "1", "0")                                 \
	X("die_after_fork", "1", "0")                          \
	X("flush_memory_ms", "0", "100")                       \
	X("memory_limit_mb", "0", "1024")                      \
	X("second_deadlock_stack", "0", "1")                   \
	X("stop_on_start", "0", "0")                           \
	X("shared_ptr_interceptor", "1", "0")                  \
	X("running_on_valgrind", "0", "0")                     \
	X("profile_memory", "", "/tmp/profile")                \
	X("detect_leaks", "0", "1")                            \
	X("detect_invalid_join", "1", "0")                     \
	X("check_printf", "1", "0")                            \
	X("strict_string_checks", "0", "1")                    \
	X("strict_memcmp", "1", "0")                           \
	X("intercept_strstr", "1", "0")                        \
	X("intercept_strspn", "1", "0")                        \
	X("intercept_strtok", "1", "0")                        \
	X("intercept_strpbrk", "1", "0")                       \
	X("intercept_strcmp", "1", "0")                        \
	X("intercept_strlen", "1", "0")                        \
	X("intercept_strndup", "1", "0")                       \
	X("intercept_strchr", "1", "0")                        \
	X("intercept_memcmp", "1", "0")                        \
	X("intercept_memmem", "1", "0")                        \
	X("intercept_intrin", "1", "0")                        \
	X("intercept_stat", "1", "0")                          \
	X("intercept_send", "1", "0")                          \
	X("intercept_tls_get_addr", "1", "0")                  \
	X("allocator_may_return_null", "0", "1")               \
	X("max_allocation_size_mb", "0", "1")                  \
	X("soft_rss_limit_mb", "0", "1024")                    \
	X("hard_rss_limit_mb", "0", "1024")                    \
	X("mmap_limit_mb", "0", "1024")                        \
	X("no_huge_pages_for_shadow", "1", "0")                \
	X("heap_profile", "0", "1")                            \
	X("suppress_equal_stacks", "1", "0")                   \
	X("suppress_equal_addresses", "1", "0")                \
	X("allocator_release_to_os_interval_ms", "5000", "-1") \
	X("compress_stack_depot", "0", "1")                    \
	X("leak_check_at_exit", "1", "0")

/* Of UndefinedBehaviorSanitizer. */
#define SANITIZER_UNDEFINED_OPTIONS(X)   \
	X("halt_on_error", "1", "0")     \
	X("print_stacktrace", "1", "0")  \
	X("report_error_type", "0", "1") \
	X("silence_unsigned_overflow", "0", "1")

/* What becomes of an entry in the text of an environment variable. */
#define SANITIZER_SET(name, value, another) name "=" value ":"
#define SANITIZER_MISSET(name, value, another) name "=" another ":"

#endif
