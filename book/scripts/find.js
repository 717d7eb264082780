// The search of the site: forgives typing errors, shows definitions
// first, and marks on the page what it has found.  Works from a folder:
// nothing is fetched.  Needs book.js.
// SPDX-License-Identifier: MIT
'use strict';

// The words come as a script, since a page in a folder may not fetch.
function loadTexts(then) {
  if (window.BOOK_TEXT) { then(); return; }
  const script = document.createElement('script');
  script.src = 'search.js';
  script.onload = then;
  document.head.append(script);
}

function quoted(word) {
  return word.replace(/[^\w]/g, '\\$&');
}

// As long as the text: TIME_WAIT, TIME-WAIT and time wait are alike.
function plain(text) {
  return text.toLowerCase().replace(/[-_\u00a0\u2010-\u2014]/g, ' ');
}

// How well a section matches all the words; 0 if one of them is missing.
// Where a word is defined is better than where it is often used.
function score(section, words) {
  let sum = 0;
  for (const word of words) {
    const count = section.lower.split(word).length - 1;
    const inTitle = section.head.includes(word);
    if (!count && !inTitle) return 0;
    const whole = new RegExp('(^|\\W)' + quoted(word) + '($|\\W)');
    sum += Math.min(count, 8) + (inTitle ? 20 : 0) +
      (whole.test(section.head) ? 30 : whole.test(section.lower) ? 5 : 0) +
      (section.defines && section.head === word ? 100 : 0);
  }
  return sum;
}

// --- words with typing errors ---

// Letters to change, add, leave out or exchange, at most `most`.
function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1,
        row[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] &&
        a[i - 2] === b[j - 1]) {
        next[j] = Math.min(next[j], before[j - 2] + 1);
      }
    }
    before = row;
    row = next;
  }
  return row[b.length];
}

let vocabulary = null;

function allWords() {
  if (vocabulary) return vocabulary;
  vocabulary = new Map();
  for (const section of window.BOOK_TEXT) {
    for (const word of section.text.match(/\w+([-_]\w+)*/g) || []) {
      if (word.length > 3) {
        const key = plain(word);
        vocabulary.set(key, (vocabulary.get(key) || 0) + 1);
      }
    }
  }
  return vocabulary;
}

// The word of the book that is meant: the nearest, then the most used.
function correct(word) {
  if (window.BOOK_TEXT.some((section) => section.lower.includes(word))) {
    return word;
  }
  const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
  let best = { word, far: most + 1, often: 0 };
  for (const [other, often] of allWords()) {
    const far = Math.min(distance(word, other, most),
      distance(word, other.replace(/ /g, ''), most));
    if (far < best.far || (far === best.far && far <= most &&
      often > best.often)) best = { word: other, far, often };
  }
  return best.word;
}

// Some words around the first hit, with the hits marked.
function excerpt(section, words) {
  const at = Math.max(0, section.lower.indexOf(words[0]) - 50);
  const span = document.createElement('span');
  span.append((at ? '… ' : '') + section.text.substr(at, 150) + ' …');
  highlight(span, words);
  return span;
}

// Marks the words in the text below an element.
function highlight(element, words) {
  const pattern = new RegExp('(' + words.map((word) =>
    quoted(word).replace(/\\ /g, '[-_\\s\u2010-\u2014]')).join('|') + ')', 'i');
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    const parts = text.data.split(pattern);
    if (parts.length < 2 || text.parentNode.closest('mark')) continue;
    text.replaceWith(...parts.map((part, i) => {
      if (i % 2 === 0) return part;
      const mark = document.createElement('mark');
      mark.textContent = part;
      return mark;
    }));
  }
}

// In the section that a search has led to, until its next heading.
function highlightSection(id, words) {
  const head = document.getElementById(id);
  if (!head) return;
  if (!head.matches('h1, h2, h3')) {
    highlight(head.closest('dt, section, div') || head, words);
    return;
  }
  let next = head.nextElementSibling;
  highlight(head, words);
  while (next && !next.matches('h1, h2, h3, nav')) {
    highlight(next, words);
    next = next.nextElementSibling;
  }
}

// Across a change of page the words are kept for a moment.
function goTo(section, words) {
  const [page, id] = section.url.split('#');
  const here = location.pathname.endsWith('/' + page);
  if (here) highlightSection(id, words);
  else remember('found', JSON.stringify({ url: section.url, words }));
}

function highlightWhatWasFound() {
  const found = JSON.parse(recall('found') || 'null');
  if (!found || !location.href.endsWith(found.url)) return;
  remember('found', 'null');
  highlightSection(found.url.split('#')[1], found.words);
}

function resultItem(section, words) {
  const item = document.createElement('li');
  const link = document.createElement('a');
  const title = document.createElement('b');
  link.href = section.url;
  title.textContent = section.title;
  link.append(title, excerpt(section, words));
  link.addEventListener('click', () => goTo(section, words));
  item.append(link);
  return item;
}

function search(text) {
  const typed = text.replace(/[()]/g, ' ').split(/\s+/)
    .map((word) => plain(word).trim()).filter((word) => word.length > 1);
  const words = typed.map(correct);
  const hits = words.length === 0 ? [] : window.BOOK_TEXT
    .map((section) => ({ section, score: score(section, words) }))
    .filter((hit) => hit.score > 0)
    .sort((a, b) => b.score - a.score);
  return { typed, words, hits };
}

const MOST_SHOWN = 12;

function summary({ typed, words, hits }) {
  const meant = words.filter((word, i) => word !== typed[i]);
  const about = meant.length === 0 ? '' : ' for “' + meant.join('”, “') + '”';
  if (hits.length === 0) return 'Nothing found.';
  const count = hits.length === 1 ? '1 section' : hits.length + ' sections';
  return count + about +
    (hits.length > MOST_SHOWN ? ', the first ' + MOST_SHOWN + ':' : '');
}

function showResults(box, text) {
  const found = search(text);
  box.hidden = text.trim() === '';
  const count = document.createElement('p');
  count.textContent = found.typed.length === 0
    ? 'Two letters are needed.' : summary(found);
  const list = document.createElement('ol');
  found.hits.slice(0, MOST_SHOWN).forEach((hit) =>
    list.append(resultItem(hit.section, found.words)));
  box.replaceChildren(count, list);
}

function moveInResults(event, input, box) {
  const links = Array.from(box.querySelectorAll('a'));
  const place = links.indexOf(document.activeElement);
  if (event.key === 'Enter' && place < 0 && links[0]) links[0].click();
  else if (event.key === 'ArrowDown' && links[place + 1]) {
    links[place + 1].focus();
  } else if (event.key === 'ArrowUp' && place >= 0) {
    (links[place - 1] || input).focus();
  } else return;
  event.preventDefault();
}

function setUpSearch(input, box) {
  const prepare = (then) => loadTexts(() => {
    for (const section of window.BOOK_TEXT) {
      section.lower = section.lower || plain(section.text);
      section.head = section.head || plain(section.title);
    }
    then();
  });
  input.disabled = false;
  input.addEventListener('focus', () => prepare(() => {}));
  input.addEventListener('input', () =>
    prepare(() => showResults(box, input.value)));
  document.addEventListener('click', (event) => {
    if (event.target !== input) box.hidden = true;
  });
  document.addEventListener('keydown', (event) => {
    const active = document.activeElement;
    if (event.key === '/' && !active.matches('input, textarea')) {
      event.preventDefault();
      input.focus();
    } else if (event.key === 'Escape') {
      box.hidden = true;
      input.blur();
    } else if (active === input || box.contains(active)) {
      moveInResults(event, input, box);
    }
  });
}

// --- begin ---

setUpSearch(document.getElementById('search'),
  document.getElementById('results'));
highlightWhatWasFound();
