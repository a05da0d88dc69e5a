// For every reader: axe-core finds no serious or critical fault, and the keyboard reaches all that can be used.
import { closePage, drawAll, openPage } from "./browser.mjs";

const grave = ["serious", "critical"];

async function findFaults(page, axe) {
  await page.evaluate((source) => window.axe || (0, eval)(source), axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return violations.filter(({ impact }) => grave.includes(impact)).map(({ id, nodes }) => `${id} (${nodes.length}): ${nodes[0].target.join(" ")} ${(nodes[0].any[0] ?? nodes[0].all[0])?.message ?? ""}`);
}

// What the keyboard has to reach, in the order of the document; of a row of radio buttons one.
const listStops = (page) => page.evaluate(() => {
  const able = "a[href], button, input, select, textarea, summary, [tabindex]";
  const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled && element.tabIndex >= 0 && !element.closest("[hidden], [inert]");
  const rows = new Set();
  return [...document.querySelectorAll(able)].filter(seen).filter((element) => {
    if (element.type !== "radio") return true;
    if (rows.has(element.name)) return false;
    return rows.add(element.name);
  }).map((element) => (element.type === "radio" ? `radio ${element.name}` : window.tesseraNameStop(element)));
});

const nameStops = () => {
  window.tesseraNameStop = (element) => {
    if (element.type === "radio") return `radio ${element.name}`;
    window.tesseraStops ??= new Map();
    if (!window.tesseraStops.has(element)) window.tesseraStops.set(element, `${element.tagName} ${window.tesseraStops.size} ${element.id} ${(element.getAttribute("aria-label") ?? element.textContent).slice(0, 40)}`);
    return window.tesseraStops.get(element);
  };
};

async function checkKeyboard(page, checks) {
  await page.evaluate(nameStops);
  const wanted = await listStops(page);
  await page.evaluate(() => { document.activeElement?.blur(); window.scrollTo(0, 0); });
  const reached = [];
  const hidden = [];
  for (let k = 0; k < wanted.length + 20; k += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const style = getComputedStyle(element);
      return { name: window.tesseraNameStop(element), shown: style.outlineStyle !== "none" || style.boxShadow !== "none" || style.borderStyle !== "none" };
    });
    if (!stop) break;
    reached.push(stop.name);
    if (!stop.shown) hidden.push(stop.name);
  }
  checks.equal(wanted.filter((name) => !reached.includes(name)).slice(0, 8), [], "the keyboard does not reach");
  checks.equal(hidden.slice(0, 8), [], "focus is not seen on");
  checks.expect(wanted.length > 5, "there is something to reach");
}

export async function check({ browser, tools, checks, file }) {
  for (const kind of ["run", "experiment", "sweep"])
    for (const theme of ["light", "dark"])
      await checks.part(`axe on ${kind}, ${theme}`, async () => {
        const page = await openPage(browser, file(`${kind}.html`), { theme });
        await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
        for (const language of ["en", "ar"]) {
          if (language === "ar") {
            await page.locator("#language").press("Enter");
            await drawAll(page);
          }
          checks.equal(await findFaults(page, tools.axe), [], language);
        }
        await closePage(page);
      });
  await checks.part("axe can find a fault", async () => {
    const page = await openPage(browser, file("run.html"));
    await page.evaluate(() => document.querySelector("main").insertAdjacentHTML("beforeend", "<button></button><p style='color:#ccc;background:#fff'>pale</p>"));
    checks.expect((await findFaults(page, tools.axe)).length === 2, "a button without a name, and pale text");
    await closePage(page);
  });
  await checks.part("keyboard", async () => {
    const page = await openPage(browser, file("run.html"));
    await checkKeyboard(page, checks);
    await closePage(page);
  });
}
