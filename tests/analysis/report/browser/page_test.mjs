// The report page in a real browser: node page_test.mjs NODE_MODULES FOLDER [THEME...]
// FOLDER holds the pages of make_pages.sh; a theme is the name of a file beside this one.
// Exit code 1 and a list if anything is wrong.
import { join, resolve } from "node:path";

import { launch, loadTools } from "./browser.mjs";
import { Checks } from "./checks.mjs";

const themes = ["opening", "words", "figures", "choices", "search", "reading", "layout", "hostile", "statements"];

const [modules, folder, ...wanted] = process.argv.slice(2);
const tools = loadTools(resolve(modules));
const checks = new Checks();
const browser = await launch(tools);
try {
  for (const theme of wanted.length ? wanted : themes) {
    const began = Date.now();
    const { check } = await import(`./${theme}.mjs`);
    await check({ browser, tools, checks, file: (name) => join(resolve(folder), name), folder: resolve(folder) });
    console.log(`${theme}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
  }
} finally {
  await browser.close();
}
for (const failure of checks.failures) console.log(`FAILED ${failure}`);
console.log(`${checks.done} checks, ${checks.failures.length} failed`);
process.exitCode = checks.failures.length ? 1 : 0;
