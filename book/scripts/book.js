// What the book's pages do by script: the theme, the menu, copying,
// the section in sight, and the search.  Without it all can be read.
// Works from a folder: nothing is fetched.
// SPDX-License-Identifier: MIT
'use strict';

const root = document.documentElement;

// --- light and dark ---

function isDark() {
  const theme = root.dataset.theme;
  return theme ? theme === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;
}

function setUpTheme(button) {
  const label = () => { button.textContent = isDark() ? 'Light' : 'Dark'; };
  button.hidden = false;
  label();
  button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    try {
      localStorage.setItem('workbook-theme', root.dataset.theme);
    } catch (error) { /* no storage: the choice is for this page */ }
    label();
  });
}

// --- the list of chapters, on a narrow screen ---

function setUpMenu(button, list) {
  root.classList.add('script');
  button.hidden = false;
  button.addEventListener('click', () => {
    const open = button.getAttribute('aria-expanded') !== 'true';
    button.setAttribute('aria-expanded', open);
    list.classList.toggle('open', open);
  });
}

// --- copying ---

// Of a session the commands, of a listing the whole code.
function textOf(pre) {
  if (!pre.matches('.console')) return pre.textContent + '\n';
  return Array.from(pre.querySelectorAll('kbd'),
    (command) => command.textContent + '\n').join('');
}

function copyThroughSelection(text) {
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  return copied ? Promise.resolve() : Promise.reject(new Error('refused'));
}

function copy(text) {
  if (!navigator.clipboard) return copyThroughSelection(text);
  return navigator.clipboard.writeText(text)
    .catch(() => copyThroughSelection(text));
}

function addCopyButton(figure) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = 'Copy';
  const say = (words) => {
    button.textContent = words;
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  };
  button.addEventListener('click', () => {
    copy(textOf(figure.querySelector('pre')))
      .then(() => say('Copied'), () => say('Failed'));
  });
  figure.querySelector('figcaption').append(button);
}

// --- the section in sight ---

function setUpSections(links) {
  const heads = links.map((link) =>
    document.getElementById(decodeURIComponent(link.hash.slice(1))));
  const mark = () => {
    let current = -1;
    heads.forEach((head, i) => {
      if (head.getBoundingClientRect().top < 140) current = i;
    });
    links.forEach((link, i) => {
      if (i === current) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    });
  };
  addEventListener('scroll', mark, { passive: true });
  mark();
}

// --- search ---

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

// How well a section matches all the words; 0 if one of them is missing.
function score(section, words) {
  const title = section.title.toLowerCase();
  let sum = 0;
  for (const word of words) {
    const count = section.lower.split(word).length - 1;
    const inTitle = title.includes(word);
    if (!count && !inTitle) return 0;
    const whole = new RegExp('(^|\\W)' + quoted(word) + '($|\\W)')
      .test(section.lower);
    sum += Math.min(count, 8) + (inTitle ? 20 : 0) + (whole ? 5 : 0);
  }
  return sum;
}

// Some words around the first hit, with the hits marked.
function excerpt(section, words) {
  const at = Math.max(0, section.lower.indexOf(words[0]) - 50);
  const span = document.createElement('span');
  const pattern = new RegExp('(' + words.map(quoted).join('|') + ')', 'gi');
  const text = (at ? '… ' : '') + section.text.substr(at, 150) + ' …';
  text.split(pattern).forEach((part, i) => {
    const element = i % 2 ? document.createElement('mark') : null;
    if (element) element.textContent = part;
    span.append(element || part);
  });
  return span;
}

function resultItem(section, words) {
  const item = document.createElement('li');
  const link = document.createElement('a');
  const title = document.createElement('b');
  link.href = section.url;
  title.textContent = section.title;
  link.append(title, excerpt(section, words));
  item.append(link);
  return item;
}

function search(text) {
  const words = text.toLowerCase().split(/\s+/).filter((w) => w.length > 1);
  const hits = words.length === 0 ? [] : window.BOOK_TEXT
    .map((section) => ({ section, score: score(section, words) }))
    .filter((hit) => hit.score > 0)
    .sort((a, b) => b.score - a.score);
  return { words, hits };
}

function showResults(box, text) {
  const { words, hits } = search(text);
  box.hidden = words.length === 0;
  const count = document.createElement('p');
  count.textContent = hits.length === 0 ? 'Nothing found.'
    : hits.length === 1 ? '1 section' : hits.length + ' sections';
  const list = document.createElement('ol');
  hits.slice(0, 12).forEach((hit) =>
    list.append(resultItem(hit.section, words)));
  box.replaceChildren(count, list);
}

function moveInResults(event, input, box) {
  const links = Array.from(box.querySelectorAll('a'));
  const place = links.indexOf(document.activeElement);
  if (event.key === 'ArrowDown' && links[place + 1]) links[place + 1].focus();
  else if (event.key === 'ArrowUp' && place >= 0) {
    (links[place - 1] || input).focus();
  } else return;
  event.preventDefault();
}

function setUpSearch(input, box) {
  const prepare = (then) => loadTexts(() => {
    for (const section of window.BOOK_TEXT) {
      section.lower = section.lower || section.text.toLowerCase();
    }
    then();
  });
  input.disabled = false;
  input.addEventListener('focus', () => prepare(() => {}));
  input.addEventListener('input', () =>
    prepare(() => showResults(box, input.value)));
  box.addEventListener('click', () => { box.hidden = true; });
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

setUpTheme(document.querySelector('button.theme'));
setUpMenu(document.querySelector('button.menu'),
  document.getElementById('chapters'));
document.querySelectorAll('.listing figure, .session figure, .declaration figure')
  .forEach(addCopyButton);
const sectionLinks = Array.from(document.querySelectorAll('.sections a'));
if (sectionLinks.length) setUpSections(sectionLinks);
const searchField = document.getElementById('search');
if (searchField) {
  setUpSearch(searchField, document.getElementById('results'));
}
addEventListener('beforeprint', () => {
  document.querySelectorAll('details').forEach((d) => { d.open = true; });
});
