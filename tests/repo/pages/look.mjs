// usage: node look.mjs BROWSER MODULES PAGE.html...
//
// Opens the pages from their folder in a real browser, as a reader does,
// and prints "ok TITLE" or "not ok TITLE" with "# ..." lines: what axe
// says, light and dark; whether anything is loaded from elsewhere;
// whether a page of 390 pixels has to be moved sideways; whether it is
// the same on paper, copies what is typed, and shows what it folded;
// whether the search finds what it should; whether keys do.  MODULES is
// a folder of npm's.
//
// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [browserPath, modules, ...files] = process.argv.slice(2);
const require = createRequire(resolve(modules, 'package.json'));
const puppeteer = require('puppeteer-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

// For a busy machine; nothing waits for so long on an idle one.
const patience = 600_000;
const findings = new Map();
let predictions = 0;
let runs = 0;

function note(title, detail) {
  if (!findings.has(title)) findings.set(title, []);
  if (detail) findings.get(title).push(detail);
}

async function open(browser, file) {
  const page = await browser.newPage();
  page.setDefaultTimeout(patience);
  const name = file.split('/').slice(-3).join('/');
  const title = 'the pages load nothing from elsewhere';
  note(title);
  page.on('request', (request) => {
    if (!/^(file|data):/.test(request.url())) {
      note(title, `${name}: ${request.url()}`);
    }
  });
  page.on('pageerror', (error) => note('the scripts run', `${name}: ${error}`));
  const missing = (request) =>
    note('the scripts run', `${name}: ${request.url()} is missing`);
  page.on('requestfailed', missing);
  note('the scripts run');
  await page.goto(pathToFileURL(resolve(file)).href);
  page.off('requestfailed', missing); // axe tries what cannot be had
  return { page, name };
}

async function lookWithAxe(page, name, title, theme, options) {
  note(title);
  await page.emulateMediaFeatures(
    [{ name: 'prefers-color-scheme', value: theme }]);
  await page.evaluate(axe);
  const result = await page.evaluate((chosen) => window.axe.run(document,
    { resultTypes: ['violations'], ...chosen }), options);
  for (const violation of result.violations) {
    const node = violation.nodes[0];
    note(title, `${name}: ${violation.id}: ${violation.help}: `
      + `${node.html.slice(0, 120)} (${violation.nodes.length} times)`);
  }
}

// The dark page is the same but for its colours, and the book on one
// page has the colours of the others.
async function lookWithBothThemes(page, name) {
  const contrast = { runOnly: ['color-contrast'] };
  const others = { rules: { 'color-contrast': { enabled: false } } };
  const onePage = name.endsWith('/sockets-workbook.html');
  await lookWithAxe(page, name, 'axe finds nothing', 'light',
    onePage ? others : {});
  if (!onePage) {
    await lookWithAxe(page, name, 'axe finds nothing in the dark', 'dark',
      contrast);
  }
}

async function lookOnPhone(page, name) {
  const title = 'no page of 390 pixels has to be moved sideways';
  note(title);
  await page.setViewport({ width: 390, height: 844 });
  const width = await page.evaluate(
    () => document.documentElement.scrollWidth);
  if (width > 390) note(title, `${name}: ${width} pixels`);
  await page.setViewport({ width: 1280, height: 900 });
}

// Dark ink on dark panels is what a dark page would print.
async function lookAtPaper(page, name) {
  const title = 'a dark page is printed as a light one';
  note(title);
  const coloursOnPaper = (theme) => page.evaluate((chosen) => {
    document.documentElement.dataset.theme = chosen;
    const colours = ['body', 'pre', '.callout', 'svg text', 'a']
      .map((selector) => document.querySelector(selector))
      .filter((element) => element).map((element) => {
        const style = getComputedStyle(element);
        return style.color + style.backgroundColor + style.fill;
      });
    delete document.documentElement.dataset.theme;
    return colours.join(' ');
  }, theme);
  await page.emulateMediaType('print');
  if (await coloursOnPaper('dark') !== await coloursOnPaper('light')) {
    note(title, name);
  }
  await page.emulateMediaType('screen');
}

// What the shell itself prints in front of a line empties a file.
async function lookAtCopies(page, name) {
  const title = 'what is copied of a session is what is typed';
  note(title);
  const wrong = await page.$$eval('pre.console kbd', (commands) =>
    commands.map((command) => command.textContent)
      .filter((text) => /^[$>] /.test(text)));
  for (const text of wrong) note(title, `${name}: ${text}`);
}

async function lookAtPredictions(page, name) {
  const title = 'what a prediction hides can be shown';
  note(title);
  const hidden = await page.evaluate(() => {
    const count = () => document.querySelectorAll('.untold').length;
    const before = count();
    document.querySelectorAll('.predict button')
      .forEach((button) => button.click());
    return { before, after: count() };
  });
  if (hidden.after !== 0) note(title, `${name}: ${hidden.after} are left`);
  predictions += hidden.before;
}

// What a program has printed is text, whatever it looks like.
async function lookAtLastRun(page, name) {
  const title = 'the last run is shown at its step, as text';
  note(title);
  const shown = await page.evaluate(() => {
    const step = document.querySelector('h2.step');
    if (!step || typeof showRun === 'undefined') return null;
    showRun({ chapter: 'x', points: 1, max_points: 3, tests: [{ step: 1,
      section: step.id.replace('-', ':'), status: 'fail', points: 1,
      max_points: 3, title: 'title', message: '<img src=x>' }] });
    const box = step.nextElementSibling;
    return box.textContent.includes('1 of 3 points') &&
      box.textContent.includes('<img src=x>') && !box.querySelector('img');
  });
  if (shown === false) note(title, name);
  runs += shown === true;
}

async function lookFor(page, word) {
  await page.focus('#search');
  await page.$eval('#search', (input) => { input.value = ''; });
  await page.type('#search', word);
  await page.waitForFunction(
    () => !document.getElementById('results').hidden);
  return page.$$eval('#results a', (links) => links.length);
}

async function lookForOtherSpellings(page) {
  const title = 'the search forgives, and shows no source';
  note(title);
  for (const [one, other] of [['getadrinfo', 'getaddrinfo'],
    ['TIME-WAIT', 'time_wait'], ['halfclose', 'half-close'],
    ['recv()', 'recv']]) {
    const counts = [await lookFor(page, one), await lookFor(page, other)];
    if (counts[0] === 0 || counts[0] !== counts[1]) {
      note(title, `${one} and ${other}: ${counts}`);
    }
  }
  const sources = await page.evaluate(() => (window.BOOK_TEXT || [])
    .filter(({ text }) => /@(sec|lst|fig|con|tbl|q|ch):/.test(text))
    .map(({ title: where }) => where));
  for (const source of sources) note(title, source);
}

async function lookForWords(browser, index) {
  const title = 'the search finds identifiers, and says if there are none';
  note(title);
  const { page } = await open(browser, index);
  for (const word of ['getaddrinfo', 'ai_socktype', 'sin_port', 'EAI_']) {
    if (await lookFor(page, word) === 0) note(title, `${word}: nothing`);
  }
  if (await lookFor(page, 'xyzzyplugh') !== 0) note(title, 'finds anything');
  await lookForOtherSpellings(page);
  await page.close();
}

// Where the focus is.
function focused(page) {
  return page.evaluate(() => {
    const { id, className, parentElement } = document.activeElement;
    return id || className || parentElement?.tagName;
  });
}

async function lookAtKeys(browser, index) {
  const title = 'all can be done with keys';
  note(title);
  const { page } = await open(browser, index);
  const expect = async (key, place) => {
    await page.keyboard.press(key);
    const found = await focused(page);
    if (found !== place) note(title, `${key}: at "${found}", not "${place}"`);
  };
  await expect('Tab', 'skip');
  await expect('Enter', 'main');
  await expect('/', 'search');
  await lookFor(page, 'getaddrinfo');
  await expect('ArrowDown', 'LI');
  await expect('ArrowUp', 'search');
  await expect('Escape', 'HTML');
  await page.close();
}

const browser = await puppeteer.launch({
  executablePath: browserPath,
  timeout: patience,
  protocolTimeout: patience,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update',
    '--disable-sync'],
});
try {
  for (const file of files) {
    const { page, name } = await open(browser, file);
    await lookOnPhone(page, name);
    await lookAtPaper(page, name);
    await lookAtCopies(page, name);
    await lookAtPredictions(page, name);
    await lookAtLastRun(page, name);
    await lookWithBothThemes(page, name);
    await page.close();
  }
  const index = files.find((file) => file.endsWith('/index.html'));
  if (index) {
    await lookForWords(browser, index);
    await lookAtKeys(browser, index);
  }
} finally {
  await browser.close();
}
if (files.length > 5 && (predictions === 0 || runs === 0)) {
  note('there is something to look at', `${predictions} predictions, `
    + `${runs} runs`);
}
for (const [title, details] of findings) {
  console.log(details.length ? `not ok ${title}` : `ok ${title}`);
  for (const detail of details.slice(0, 20)) console.log(`# ${detail}`);
}
