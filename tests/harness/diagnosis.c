/*
 * The likely misconception behind failed tests; see diagnosis.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "diagnosis.h"

#include <fnmatch.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The results, and the rules that fit them. */
struct view {
	struct result *results;
	size_t count;
	int open_step; /* its tests say nothing, nor do later ones */
	const struct misconception **fitting;
	size_t fitting_count;
};

/* The rules that explain all failures better than others do. */
struct choice {
	const struct misconception *rules[2];
	int clues; /* -1: there is none yet */
	bool unclear;
};

/* --- what the tests say --- */

static int first_unwritten_step(
	const struct result *results, size_t count)
{
	int first = INT_MAX;

	for (size_t i = 0; i < count; i++) {
		int step = status_is_failure(results[i].status)
			? result_unwritten_step(&results[i])
			: 0;
		if (step > 0 && step < first)
			first = step;
	}
	return first;
}

/*
 * A step that nobody has begun may fail without saying why: if nothing
 * works from some step on, what fails before it has to be explained.
 */
static int first_hopeless_step(
	const struct result *results, size_t count, int unwritten)
{
	int hopeless = 0;
	bool fails_before = false;

	for (size_t i = 0; i < count; i++)
		if (results[i].status == STATUS_PASS &&
			results[i].test->step < unwritten &&
			results[i].test->step >= hopeless)
			hopeless = results[i].test->step + 1;
	for (size_t i = 0; i < count; i++)
		fails_before |= status_is_failure(results[i].status) &&
			results[i].test->step < hopeless;
	return fails_before ? hopeless : unwritten;
}

static bool has_passed(
	const struct view *view, const struct result *result)
{
	return result->status == STATUS_PASS &&
		result->test->step < view->open_step;
}

static bool has_failed(
	const struct view *view, const struct result *result)
{
	return status_is_failure(result->status) &&
		result->test->step < view->open_step;
}

/* --- does a rule fit? --- */

static bool is_listed(const char *words, const char *word)
{
	size_t length = strlen(word);

	while (words != NULL && *words != '\0') {
		size_t next = strcspn(words, " ");
		if (next == length && memcmp(words, word, next) == 0)
			return true;
		words += next;
		words += strspn(words, " ");
	}
	return false;
}

static bool matches(const char *pattern, const char *text)
{
	return text != NULL &&
		fnmatch(pattern, text, FNM_NOESCAPE | FNM_EXTMATCH) ==
		0;
}

static bool an_event_matches(
	const char *pattern, const struct result *result)
{
	char text[1024];

	for (size_t i = 0; i < result->event_count; i++) {
		const struct event *event = &result->events[i];
		snprintf(text, sizeof text, "%s %s %s", event->who,
			event->event, event->data);
		if (matches(pattern, text))
			return true;
	}
	return false;
}

static bool shows(const struct result *result, const struct clue *clue)
{
	switch (clue->place) {
	case IN_STATUS:
		return matches(
			clue->pattern, status_name(result->status));
	case IN_MESSAGE:
		return matches(clue->pattern, result->message);
	case IN_EXPECTED:
		return matches(clue->pattern, result->expected);
	case IN_ACTUAL:
		return matches(clue->pattern, result->actual);
	case IN_EVENTS:
		return an_event_matches(clue->pattern, result);
	}
	return false;
}

static bool is_there(const struct view *view, const struct clue *clue)
{
	for (size_t i = 0; i < view->count; i++) {
		const struct result *result = &view->results[i];
		if (strcmp(result->test->id, clue->test) == 0)
			return has_failed(view, result) &&
				shows(result, clue);
	}
	return false;
}

static int count_clues(const struct misconception *rule)
{
	int most = sizeof rule->clues / sizeof rule->clues[0];
	int count = 0;

	while (count < most && rule->clues[count].test != NULL)
		count++;
	return count;
}

static bool fits(
	const struct view *view, const struct misconception *rule)
{
	size_t failures = 0;

	for (size_t i = 0; i < view->count; i++) {
		const struct result *result = &view->results[i];
		const char *id = result->test->id;
		bool fails = is_listed(rule->fails, id);
		if (fails && has_passed(view, result))
			return false;
		failures += fails && has_failed(view, result);
		if (is_listed(rule->passes, id) &&
			!has_passed(view, result))
			return false;
	}
	for (int i = 0; i < count_clues(rule); i++)
		if (!is_there(view, &rule->clues[i]))
			return false;
	return failures > 0;
}

/* --- which of those that fit --- */

static bool explains(
	const struct misconception *rule, const struct result *result)
{
	return rule != NULL && is_listed(rule->fails, result->test->id);
}

static bool explain_all(const struct view *view,
	const struct misconception *one,
	const struct misconception *two)
{
	for (size_t i = 0; i < view->count; i++) {
		const struct result *result = &view->results[i];
		if (has_failed(view, result) &&
			!explains(one, result) &&
			!explains(two, result))
			return false;
	}
	return true;
}

/* Takes the rules if they are the better choice; two may be NULL. */
static void consider(struct choice *choice,
	const struct misconception *one,
	const struct misconception *two)
{
	int clues = count_clues(one);

	if (two != NULL)
		clues += count_clues(two);
	if (clues < choice->clues)
		return;
	choice->unclear = clues == choice->clues;
	choice->clues = clues;
	choice->rules[0] = one;
	choice->rules[1] = two;
}

static void consider_single_rules(
	const struct view *view, struct choice *choice)
{
	for (size_t i = 0; i < view->fitting_count; i++)
		if (explain_all(view, view->fitting[i], NULL))
			consider(choice, view->fitting[i], NULL);
}

static void consider_pairs(
	const struct view *view, struct choice *choice)
{
	const struct misconception **rules = view->fitting;

	for (size_t i = 0; i < view->fitting_count; i++)
		for (size_t j = i + 1; j < view->fitting_count; j++)
			if (explain_all(view, rules[i], rules[j]))
				consider(choice, rules[i], rules[j]);
}

/* A test that two rules explain keeps none of them. */
static void name(const struct view *view,
	const struct misconception *const *rules, size_t count)
{
	for (size_t i = 0; i < view->count; i++) {
		struct result *result = &view->results[i];
		size_t claims = 0;
		for (size_t j = 0; j < count; j++) {
			if (!has_failed(view, result) ||
				!explains(rules[j], result))
				continue;
			claims++;
			result->misconception = rules[j]->phrase;
		}
		if (claims > 1)
			result->misconception = NULL;
	}
}

static void name_what_is_certain(struct view *view)
{
	size_t certain = 0;

	for (size_t i = 0; i < view->fitting_count; i++)
		if (view->fitting[i]->certain)
			view->fitting[certain++] = view->fitting[i];
	name(view, view->fitting, certain);
}

static void choose(struct view *view)
{
	struct choice choice = { .clues = -1 };

	consider_single_rules(view, &choice);
	if (choice.clues == -1)
		consider_pairs(view, &choice);
	if (choice.clues != -1 && !choice.unclear)
		name(view, choice.rules, 2);
	else
		name_what_is_certain(view);
}

int diagnose(const struct misconception *rules, struct result *results,
	size_t count)
{
	size_t rule_count = 0;
	struct view view = {
		.results = results,
		.count = count,
	};
	int unwritten = first_unwritten_step(results, count);

	view.open_step = first_hopeless_step(results, count, unwritten);

	while (rules != NULL && rules[rule_count].phrase != NULL)
		rule_count++;
	if (rule_count == 0)
		return 0;
	view.fitting = calloc(rule_count, sizeof *view.fitting);
	if (view.fitting == NULL)
		return -1;
	for (size_t i = 0; i < rule_count; i++)
		if (fits(&view, &rules[i]))
			view.fitting[view.fitting_count++] = &rules[i];
	choose(&view);
	free(view.fitting);
	return 0;
}
