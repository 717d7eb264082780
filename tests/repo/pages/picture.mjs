// usage: node picture.mjs BROWSER MODULES PAGE.html ID OUT.png
//
// A picture of the page in its folder, at the element with this id, as
// wide and as high as README.md shows it.
//
// SPDX-License-Identifier: MIT
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [executablePath, modules, file, id, out] = process.argv.slice(2);
const require = createRequire(resolve(modules, 'package.json'));
const browser = await require('puppeteer-core').launch({
  executablePath,
  timeout: 600_000,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update',
    '--disable-sync', '--force-prefers-reduced-motion'],
});
const page = await browser.newPage();
page.setDefaultTimeout(600_000);
await page.setViewport({ width: 1280, height: 940 });
await page.emulateMediaFeatures(
  [{ name: 'prefers-color-scheme', value: 'light' }]);
await page.goto(pathToFileURL(resolve(file)).href);
const part = await page.$('body.whole');
await page.$eval(`#${id}`, (element) => element.scrollIntoView());
await (part || page).screenshot({ path: out });
await browser.close();
