// "What does this message mean?": whoever pastes a line of a program or
// of strace is shown what it is about.  Needs book.js.
// SPDX-License-Identifier: MIT
'use strict';

// "Broken pipe (EPIPE)" is known by its words, and by its code.
function keysOf(term) {
  const code = term.querySelector('code');
  const words = term.textContent.replace(/\(.*/, '').trim();
  return code ? [words, code.textContent] : [words];
}

function isMeant(pasted, keys) {
  return keys.some((key) => /^E[A-Z0-9_]+$/.test(key)
    ? new RegExp('\\b' + key + '\\b').test(pasted)
    : pasted.toLowerCase().includes(key.toLowerCase()));
}

function showMeant(terms, pasted, said) {
  const meant = terms.filter((term) => isMeant(pasted, keysOf(term)));
  const all = pasted.trim() === '' || meant.length === 0;
  for (const term of terms) {
    const hidden = !all && !meant.includes(term);
    term.hidden = hidden;
    let next = term.nextElementSibling;
    while (next && next.matches('dd')) {
      next.hidden = hidden;
      next = next.nextElementSibling;
    }
  }
  said.textContent = pasted.trim() === '' ? ''
    : meant.length === 0 ? 'None of these messages is in it.'
      : meant.length === 1 ? 'One message:' : meant.length + ' messages:';
}

function setUpMessages(list) {
  const terms = Array.from(list.querySelectorAll('dt'));
  const label = document.createElement('label');
  const field = document.createElement('textarea');
  const said = document.createElement('p');
  label.textContent = 'Paste what your program or strace has printed';
  field.rows = 2;
  field.addEventListener('input', () =>
    showMeant(terms, field.value, said));
  label.append(field);
  said.setAttribute('aria-live', 'polite');
  list.prepend(label, said);
}

document.querySelectorAll('.messages').forEach(setUpMessages);
