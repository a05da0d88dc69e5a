// On a phone nothing hangs over the side; on paper the page is whole.
import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { closePage, drawAll, openPage, phone } from "./browser.mjs";

// What is wider than the window and not inside something that scrolls by itself.
const findWide = (page) => page.evaluate(() => {
  const wide = document.documentElement.clientWidth;
  const scrolls = (element) => element && element !== document.documentElement && (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  const out = [...document.querySelectorAll("body *")].filter((element) => {
    const { left, right, width, height } = element.getBoundingClientRect();
    return width > 1 && height > 1 && (right > wide + 1 || left < -1) && !element.closest("svg, .skip") && !scrolls(element.parentElement);
  });
  return { scroll: document.documentElement.scrollWidth - wide, out: out.slice(0, 5).map((element) => `${element.tagName} ${element.className} ${element.closest("[id]")?.id}: ${element.textContent.slice(0, 30)}`) };
});

// Things to press that are too small for a finger.
const findSmall = (page) => page.evaluate(() => [...document.querySelectorAll("button, select, input:not([type=radio]), summary")].filter((element) => {
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && (height < 24 || width < 24);
}).slice(0, 5).map((element) => `${element.tagName} ${element.textContent.slice(0, 20)} ${JSON.stringify(element.getBoundingClientRect())}`));

async function checkPhone({ browser, checks, file }, kind) {
  const page = await openPage(browser, file(`${kind}.html`), { viewport: phone });
  for (const language of ["en", "ar"]) {
    if (language === "ar") await page.locator("#language").press("Enter");
    await drawAll(page);
    const { scroll, out } = await findWide(page);
    checks.expect(scroll <= 0, `${language}: the page is ${scroll} px wider than the phone`);
    checks.equal(out, [], `${language}: hangs over the side`);
    checks.equal(await findSmall(page), [], `${language}: too small for a finger`);
  }
  checks.equal(page.faults, [], "faults");
  await closePage(page);
}

async function checkPaper({ browser, checks, file, folder }, kind) {
  const page = await openPage(browser, file(`${kind}.html`), { theme: "dark", draw: false });
  const pdf = await page.pdf({ format: "A4", printBackground: true });
  checks.expect(pdf.subarray(0, 5).toString() === "%PDF-", "a PDF");
  const path = join(folder, `${kind}.pdf`);
  writeFileSync(path, pdf);
  await page.emulateMedia({ media: "print" });
  const cut = await page.$$eval(".scroll, pre", (all) => all.filter((box) => box.checkVisibility() && box.scrollHeight > box.clientHeight + 1).map((box) => box.getAttribute("aria-label")));
  checks.equal(cut, [], "tables that are cut");
  const titles = await page.$$eval("h1, h2, figure h3", (all) => all.filter((element) => element.checkVisibility()).map((element) => element.textContent));
  await closePage(page);
  if (!existsSync("/usr/bin/pdftotext")) return checks.fail("pdftotext (poppler-utils) is not there");
  const squeeze = (text) => text.replace(/\s+/g, "").toLowerCase();  // lines break anywhere
  const printed = squeeze(execFileSync("/usr/bin/pdftotext", [path, "-"], { encoding: "utf8", maxBuffer: 1 << 26 }));
  checks.equal(titles.filter((title) => !printed.includes(squeeze(title))), [], "headings that are not printed");
}

export async function check(all) {
  for (const kind of ["run", "experiment", "sweep"]) {
    await all.checks.part(`${kind} on a phone`, () => checkPhone(all, kind));
    await all.checks.part(`${kind} on paper`, () => checkPaper(all, kind));
  }
}
