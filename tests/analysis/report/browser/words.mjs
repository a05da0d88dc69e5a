// Both languages: all that can be read is in the language, in its direction, and whole: no key of the table of texts, no
// placeholder, nothing that a program says of what does not exist.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { closePage, drawAll, openPage, readData } from "./browser.mjs";

const texts = new URL("../../../../analysis/report/page/src/texts/", import.meta.url);
const keys = new Set(readdirSync(fileURLToPath(texts)).flatMap((name) => Object.keys(JSON.parse(readFileSync(new URL(name, texts), "utf8")))));

const broken = /undefined|\bNaN\b|\bnull\b|\bInfinity\b|\[object |\{[a-z_]+\}/;
const arabic = /[\u0600-\u06ff]/;
const latinWord = /[A-Za-z]{2,}/;
// Names of the program, of formats and of units that have no Arabic form on the page, and e-mail-like things of none.
const kept = /\b(Tessera|CSV|SVG|PNG|Ctrl|HDF5|JSON|PDF|USD|US|km|TOML|SHA-256|xarray|Gephi|Kaplan|Meier|Holm|Fieller|Sobol|Morris|Student|Greenwood)\b/g;

/**
 * Everything a reader or a screen reader finds: texts with what they stand in. Left out: names that a user gave (bdi), code,
 * and passages that say of themselves that they are in English.
 */
export async function readTexts(page) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
  await drawAll(page);
  return page.evaluate(() => {
    const found = [];
    const own = (element) => !element.closest("bdi, code, pre, samp, script, style, noscript, [lang]:not(html)");
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement, data } = walker.currentNode;
      if (data.trim() && own(parentElement)) found.push({ text: data.trim(), in: parentElement.closest("[id]")?.id ?? "" });
    }
    for (const element of document.querySelectorAll("[aria-label], [aria-valuetext], [title], [placeholder], [alt]"))
      for (const name of ["aria-label", "aria-valuetext", "title", "placeholder", "alt"])
        if (element.hasAttribute(name) && own(element)) found.push({ text: element.getAttribute(name), in: `${element.closest("[id]")?.id ?? ""} ${name}` });
    return found;
  });
}

// Names that the user or the scenario gave, where an element can not hold them apart: in lists, on axes, in labels.
const listNames = ({ title, question, variants, sensitivity, agents, districts }) =>
  [title, question, ...variants.map(({ name }) => name), ...(sensitivity?.factors ?? []).map(({ path }) => path), ...districts.map(({ name }) => name),
    ...agents.flatMap(({ organisations }) => organisations.name)].filter((name) => name.length > 1).sort((a, b) => b.length - a.length);

const leaveOut = (names) => (text) => names.reduce((rest, name) => (rest.includes(name) ? rest.replaceAll(name, " ") : rest), text.replace(/[\u2066-\u2068][^\u2069]*\u2069/g, " ").replace(kept, " "));
const list = (faults) => [...new Set(faults.map(({ text, in: place }) => `${place}: ${text.slice(0, 80)}`))].slice(0, 25);

export async function check({ browser, checks, file }) {
  for (const kind of ["run", "experiment", "sweep"])
    await checks.part(`words of ${kind}`, async () => {
      const page = await openPage(browser, file(`${kind}.html`));
      const withoutGiven = leaveOut(listNames(await readData(page)));
      const english = await readTexts(page);
      checks.equal(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), ["en", "ltr"], "English");
      checks.equal(list(english.filter(({ text }) => arabic.test(withoutGiven(text)) && !/العربية/.test(text))), [], "Arabic in English");
      await page.locator("#language").press("Enter");
      checks.equal(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), ["ar", "rtl"], "Arabic");
      const translated = await readTexts(page);
      checks.equal(list(translated.filter(({ text }) => latinWord.test(withoutGiven(text)) && !/^English$/.test(text))), [], "English in Arabic");
      for (const [language, found] of [["en", english], ["ar", translated]]) {
        checks.equal(list(found.filter(({ text }) => broken.test(text))), [], `${language}: broken`);
        checks.equal(list(found.filter(({ text }) => keys.has(text) && text.includes("."))), [], `${language}: keys of texts`);
      }
      checks.expect(translated.length > 0.8 * english.length, "as much is said in Arabic");
      await page.locator("#language").press("Enter");
      checks.equal(await page.evaluate(() => document.documentElement.lang), "en", "back to English");
      checks.equal(page.faults, [], "faults");
      await closePage(page);
    });
}
