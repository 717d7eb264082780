// What the book's pages do by script: the theme, the menu, copying,
// predictions and the section in sight; the search is in find.js.
// Without it all can be read.
// SPDX-License-Identifier: MIT
'use strict';

const root = document.documentElement;

// What a reader chose or wrote stays in this browser.
function remember(name, value) {
  try {
    localStorage.setItem('workbook-' + name, value);
  } catch (error) { /* no storage: it is for this page */ }
}

function recall(name) {
  try {
    return localStorage.getItem('workbook-' + name);
  } catch (error) { return null; }
}

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
    remember('theme', root.dataset.theme);
    label();
  });
}

// --- the contents, on a narrow screen ---

function setUpMenu(button, list) {
  const show = (open) => {
    button.setAttribute('aria-expanded', open);
    list.classList.toggle('open', open);
  };
  button.hidden = false;
  button.setAttribute('aria-label', 'Contents');
  button.addEventListener('click', () =>
    show(button.getAttribute('aria-expanded') !== 'true'));
  list.addEventListener('click', (event) => {
    if (event.target.closest('a')) show(false);
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

// --- predictions ---

// The session whose outcome is asked for: the first one that follows
// before the next heading or prediction.
function sessionAfter(prediction) {
  let next = prediction.nextElementSibling;
  while (next && !next.matches('h1, h2, h3, .predict')) {
    if (next.matches('.session')) return next;
    next = next.nextElementSibling;
  }
  return null;
}

function guessField(name) {
  const label = document.createElement('label');
  const field = document.createElement('textarea');
  label.textContent = 'Your prediction';
  field.rows = 2;
  field.value = recall(name) || '';
  field.addEventListener('input', () => remember(name, field.value));
  label.append(field);
  return label;
}

// What explains it: up to the first paragraph, with a figure before it.
function toldAfter(session) {
  const told = [];
  let next = session.nextElementSibling;
  while (next && next.matches('p, .figure, .table')) {
    told.push(next);
    if (next.matches('p')) return told;
    next = next.nextElementSibling;
  }
  return [];
}

// What the machine answers, and what the text says of it, is shown when
// the reader has thought.
function setUpPrediction(prediction) {
  const session = sessionAfter(prediction);
  if (!session || !session.querySelector('samp')) return;
  const folded = [session, ...toldAfter(session)];
  const name = 'guess ' + session.id;
  const button = document.createElement('button');
  const show = () => {
    folded.forEach((part) => part.classList.remove('untold'));
    button.remove();
  };
  button.type = 'button';
  button.textContent = 'Show what happened';
  button.addEventListener('click', () => {
    show();
    remember(name + ' shown', 'yes');
  });
  prediction.append(guessField(name), button);
  folded.forEach((part) => part.classList.add('untold'));
  addEventListener('beforeprint', show);
  if (recall(name + ' shown') ||
    folded.some((part) => part.matches(':target'))) show();
}

// --- figures of what two parties do in time, step by step ---

function setUpMoments(figure) {
  const moments = Array.from(figure.querySelectorAll('.moment'));
  if (moments.length < 2) return;
  const box = document.createElement('p');
  const back = document.createElement('button');
  const on = document.createElement('button');
  const said = document.createElement('span');
  let at = 0; // the moment that is shown last; 0: all of them
  const show = (moment) => {
    at = moment;
    moments.forEach((part, i) => {
      part.classList.toggle('to-come', at > 0 && i >= at);
      part.classList.toggle('now', i === at - 1);
    });
    back.hidden = at === 0;
    back.disabled = at === 1;
    on.textContent = at === 0 ? 'Step through'
      : at === moments.length ? 'Show all' : 'Next';
    said.textContent = at === 0 ? '' : at + ' of ' + moments.length + ': ' +
      moments[at - 1].dataset.words;
  };
  back.textContent = 'Back';
  back.type = on.type = 'button';
  said.setAttribute('aria-live', 'polite');
  back.addEventListener('click', () => show(at - 1));
  on.addEventListener('click', () =>
    show(at === moments.length ? 0 : at + 1));
  box.className = 'moments';
  box.append(on, back, said);
  figure.querySelector('svg').after(box);
  show(0);
  addEventListener('beforeprint', () => show(0));
}

// --- the section in sight ---

function isIn(list) {
  return list.getClientRects().length > 0;
}

function keepInSight(link) {
  const list = link.closest('nav');
  if (!isIn(list) || list.scrollHeight <= list.clientHeight) return;
  const place = link.getBoundingClientRect();
  const frame = list.getBoundingClientRect();
  if (place.top < frame.top || place.bottom > frame.bottom) {
    list.scrollTop += place.top - frame.top - frame.height / 3;
  }
}

function setUpSections(links, button) {
  const heads = links.map((link) =>
    document.getElementById(decodeURIComponent(link.hash.slice(1))));
  let marked = null;
  const mark = () => {
    const above = heads.filter((head) =>
      head.getBoundingClientRect().top < 140);
    const current = above.length ? above[above.length - 1].id : '';
    if (current === marked) return;
    marked = current;
    links.forEach((link, i) => {
      if (heads[i].id !== current) {
        link.removeAttribute('aria-current');
        return;
      }
      link.setAttribute('aria-current', 'true');
      keepInSight(link);
      const number = link.querySelector('.number');
      button.textContent = '☰ ' + (number ? number.textContent : '');
    });
  };
  addEventListener('scroll', mark, { passive: true });
  mark();
}

// --- begin ---

const menuButton = document.querySelector('button.menu');
setUpTheme(document.querySelector('button.theme'));
setUpMenu(menuButton, document.getElementById('chapters'));
document.querySelectorAll('.listing figure, .session figure, .declaration figure')
  .forEach(addCopyButton);
document.querySelectorAll('.figure').forEach(setUpMoments);
document.querySelectorAll('.predict').forEach(setUpPrediction);
// What does not scroll is no stop for the keyboard.
document.querySelectorAll('pre[tabindex]').forEach((pre) => {
  if (pre.scrollWidth <= pre.clientWidth) pre.removeAttribute('tabindex');
});
const sectionLinks =
  Array.from(document.querySelectorAll('.sections a, .side .here a'));
if (sectionLinks.length) setUpSections(sectionLinks, menuButton);
addEventListener('beforeprint', () => {
  document.querySelectorAll('details').forEach((d) => { d.open = true; });
});
