// Shows the reader's last run of each chapter, as `make chapter-N` left
// it in results.js: points at the steps and in the lists, and what the
// first failing test of a chapter said.  Needs book.js.
// SPDX-License-Identifier: MIT
'use strict';

const NOT_WRITTEN = 'is not written yet';

const MARKS = {
  done: ['✓', 'done'], open: ['○', 'not written yet'], part: ['✗', 'in part'],
};

function sum(tests, member) {
  return tests.reduce((total, test) => total + test[member], 0);
}

function stateOf(tests) {
  if (tests.every((test) => test.status === 'pass')) return 'done';
  return tests.every((test) => test.points === 0 &&
    (test.message || '').includes(NOT_WRITTEN)) ? 'open' : 'part';
}

// The steps of a record, with the headings that they have here.
function stepsOf(record) {
  const steps = new Map();
  for (const test of record.tests) {
    if (!steps.has(test.step)) steps.set(test.step, []);
    steps.get(test.step).push(test);
  }
  return Array.from(steps.values(), (tests) => ({
    tests,
    state: stateOf(tests),
    head: document.getElementById(tests[0].section.replace(':', '-')),
  }));
}

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function wordsFor({ tests, state }) {
  if (state === 'open') return 'This step is not written yet.';
  const points = sum(tests, 'points');
  const most = sum(tests, 'max_points');
  return state === 'done' ? 'All ' + most + ' points in your last run.'
    : points + ' of ' + most + ' points in your last run.';
}

// The test's own words are untrusted: they are only ever text.
function failure(test) {
  const box = element('div', 'failure', '');
  box.append(element('p', 'failing', '✗ ' + test.title));
  box.append(element('p', '', test.message || test.status));
  for (const [name, text] of [['expected', test.expected],
    ['got', test.actual]]) {
    if (text) box.append(element('p', 'detail', name + ': ' + text));
  }
  return box;
}

function showStep(step, isFirstOpen) {
  const box = element('div', 'last-run ' + step.state, '');
  const failing = step.tests.find((test) => test.status !== 'pass');
  box.append(element('p', '', MARKS[step.state][0] + ' ' + wordsFor(step)));
  if (isFirstOpen) box.firstChild.append(' You are here.');
  if (isFirstOpen && step.state === 'part') box.append(failure(failing));
  step.head.after(box);
}

function markLinks(hash, state) {
  document.querySelectorAll('.side a, .sections a').forEach((link) => {
    if (link.hash !== hash) return;
    const mark = element('span', 'mark', MARKS[state][0]);
    mark.setAttribute('aria-label', MARKS[state][1]);
    link.append(mark);
  });
}

function markChapter(record) {
  document.querySelectorAll('.side a').forEach((link) => {
    if (!link.pathname.endsWith('/' + record.chapter + '.html')) return;
    link.append(element('span', 'mark', record.points + '/' +
      record.max_points));
  });
}

function showRun(record) {
  markChapter(record);
  const steps = stepsOf(record).filter(({ head }) =>
    head && head.matches('.step'));
  const first = steps.find(({ state }) => state !== 'done');
  for (const step of steps) {
    showStep(step, step === first);
    markLinks('#' + step.head.id, step.state);
  }
}

(window.WORKBOOK_RESULTS || [])
  .filter((record) => record.build.status === 'ok').forEach(showRun);
