// The class page: finds a student, and sorts the table by a column.
// Without this script the page shows all the same.
//
// SPDX-License-Identifier: MIT
'use strict';

const table = document.querySelector('.heat table');
const body = table.tBodies[0];
const found = document.getElementById('found');

function show(words) {
  let count = 0;
  for (const row of body.rows) {
    row.hidden = !row.cells[0].textContent.toLowerCase().includes(words);
    if (!row.hidden) count++;
  }
  found.textContent = `${count} of ${body.rows.length}`;
}

const find = document.getElementById('find');
find.addEventListener('input', () => show(find.value.toLowerCase()));
show('');

function valueOf(row, column) {
  const text = row.cells[column].textContent;
  return column === 0 ? text : text === '' ? -1 : Number(text);
}

function sortBy(column, falling) {
  const sign = falling ? -1 : 1;
  const rows = [...body.rows].map((row) => [valueOf(row, column), row]);
  rows.sort(([a], [b]) => sign * (column === 0 ? a.localeCompare(b) : a - b));
  body.append(...rows.map(([, row]) => row));
}

for (const button of table.querySelectorAll('button')) {
  const heading = button.closest('th');
  button.addEventListener('click', () => {
    const falling = heading.getAttribute('aria-sort') === 'ascending';
    for (const other of table.querySelectorAll('[aria-sort]')) {
      other.removeAttribute('aria-sort');
    }
    heading.setAttribute('aria-sort', falling ? 'descending' : 'ascending');
    sortBy(Number(button.value), falling);
  });
}
