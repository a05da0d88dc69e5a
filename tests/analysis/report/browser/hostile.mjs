// Names that users gave are shown as they are and never run, whatever they hold; nor do they turn the text around them.
import { closePage, drawAll, openPage, phone, readData, save } from "./browser.mjs";
import { readTexts } from "./words.mjs";

// What a name could have made: scripts, pictures, frames, handlers.
const listIntruders = (page) => page.evaluate(() => ({
  scripts: document.scripts.length,
  elements: [...document.querySelectorAll("img, iframe, object, embed, link, base, form, meta[http-equiv]")].map((element) => element.outerHTML.slice(0, 60)),
  handlers: [...document.querySelectorAll("*")].filter((element) => [...element.attributes].some(({ name }) => name.startsWith("on"))).length,
  ran: window.tesseraHostile !== undefined,
}));

// An override that is not closed within its own element turns what stands after it.
const findOpenOverrides = (page) => page.evaluate(() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    if (/[\u202a-\u202e]/.test(data) && !parentElement.closest("bdi, pre, code, script, svg, option, title, [dir=auto]") && !/[\u2066-\u2068]/.test(data)) found.push(parentElement.outerHTML.slice(0, 80));
  }
  return found.slice(0, 5);
});

async function checkSaved(page, checks) {
  for (const figure of await page.$$eval("figure[id]", (all) => all.filter((f) => f.checkVisibility() && f.querySelector("[data-save]")).map(({ id }) => id))) {
    const { name, content } = await save(page, figure, "svg");
    const fault = await page.evaluate((source) => {
      const parsed = new DOMParser().parseFromString(source, "image/svg+xml");
      return parsed.querySelector("parsererror") ? "not well-formed" : parsed.querySelector("script, foreignObject, image[href^=http]") ? "holds a script" : "";
    }, content.toString("utf8"));
    checks.equal(fault, "", `SVG of ${figure}`);
    checks.expect(!/[\\/:*?"<>|]/.test(name), `file name ${name}`);
  }
}

// A name without spaces, longer than a phone is wide, breaks where it must.
async function checkLongName({ browser, checks, file }) {
  const page = await openPage(browser, file("hostile.html"), { viewport: phone });
  const { name } = (await readData(page)).agents[0].organisations;
  const place = name.findIndex((each) => each.length >= 200);
  checks.expect(place >= 0, "there is a long name");
  await page.locator(".search input").fill(name[place].slice(0, 40));
  await page.locator(".search input").press("ArrowDown");
  await page.locator(".search input").press("Enter");
  await drawAll(page);
  checks.expect((await page.locator("#life .life-head h3").textContent()).includes(name[place]), "it is followed");
  checks.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, "px wider than the phone");
  await closePage(page);
}

export async function check({ browser, checks, file }) {
  await checks.part("a long name on a phone", () => checkLongName({ browser, checks, file }));

  await checks.part("hostile names", async () => {
    const page = await openPage(browser, file("hostile.html"));
    const data = await readData(page);
    const names = data.agents[0].organisations.name.filter((name) => /[<\u202e]/.test(name));
    checks.expect(/<script>/.test(data.title) && names.length === 2, "the page's names are hostile");
    checks.equal(await page.$eval("h1", (heading) => heading.textContent), data.title, "the title as it is");
    checks.equal(await page.title(), data.title, "the window's title");
    for (const language of ["en", "ar"]) {
      if (language === "ar") await page.locator("#language").press("Enter");
      await drawAll(page);
      await readTexts(page);  // opens all there is to open
      const { scripts, elements, handlers, ran } = await listIntruders(page);
      checks.equal([scripts, elements, handlers, ran], [2, [], 0, false], `${language}: what names have made`);
      const text = await page.evaluate(() => { const all = document.body.cloneNode(true); all.querySelectorAll("pre, script").forEach((each) => each.remove()); return all.textContent; });
      for (const name of names) checks.expect(text.includes(name.replace(/[\u202a-\u202e]/g, "")), `${language}: ${name} is shown`);
      checks.expect(!/[\u202a-\u202e]/.test(text), `${language}: nothing turns what stands after it`);
      checks.equal(await findOpenOverrides(page), [], `${language}: overrides that reach beyond their name`);
    }
    await checkSaved(page, checks);
    checks.equal(page.faults, [], "faults");
    await closePage(page);
  });
}

