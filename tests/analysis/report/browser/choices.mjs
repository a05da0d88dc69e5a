// Whatever a reader can choose changes what is drawn, and the table behind it; by keyboard alone.
import { closePage, openPage } from "./browser.mjs";

// What stands in a figure: table and caption, and what is drawn.
const readFigure = (handle) => handle.evaluate((element) => {
  const figure = element.closest("figure") ?? element.closest("section");
  const canvases = [...figure.querySelectorAll("canvas")].map((canvas) => canvas.toDataURL());
  const drawings = [...figure.querySelectorAll(".chart svg")].map((svg) => svg.innerHTML);
  return { drawn: [...canvases, ...drawings].join(""), table: [...figure.querySelectorAll("table")].map((table) => table.textContent).join("") };
});

const openTables = (page) => page.evaluate(() => document.querySelectorAll("details.behind").forEach((details) => { details.open = true; }));

async function checkSlider(page, checks, slider, name) {
  await slider.focus();
  await slider.press("Home");
  await page.waitForTimeout(30);
  const first = await readFigure(slider);
  const said = await slider.getAttribute("aria-valuetext");
  await slider.press("End");
  await page.waitForTimeout(30);
  const last = await readFigure(slider);
  checks.expect(first.drawn !== last.drawn, `slider "${name}" changes the chart`);
  checks.expect(first.table !== last.table, `slider "${name}" changes the table`);
  checks.expect(said && said !== (await slider.getAttribute("aria-valuetext")), `slider "${name}" says where it stands`);
}

async function checkList(page, checks, select, name) {
  if ((await select.evaluate((element) => element.options.length)) < 2) return;
  await select.focus();
  const before = await readFigure(select);
  const at = await select.evaluate((element) => element.selectedIndex);
  await select.press(at === 0 ? "ArrowDown" : "ArrowUp");
  await page.waitForTimeout(30);
  const after = await readFigure(select);
  checks.expect(before.drawn !== after.drawn || before.table !== after.table, `list "${name}" changes something`);
}

async function checkRow(page, checks, fieldset, name) {
  const radios = await fieldset.$$("input[type=radio]");
  if (radios.length < 2) return;
  const before = await readFigure(fieldset);
  await radios[0].focus();
  const at = await fieldset.evaluate((element) => [...element.querySelectorAll("input")].findIndex((input) => input.checked));
  await radios[Math.max(at, 0)].press("ArrowDown");
  await page.waitForTimeout(30);
  const after = await readFigure(fieldset);
  checks.expect(before.drawn !== after.drawn || before.table !== after.table, `row "${name}" changes something`);
}

// Elements move when others are drawn anew: each is looked up again by its number.
async function checkAll(page, checks, selector, run) {
  const count = await page.locator(selector).count();
  for (let k = 0; k < count; k += 1) {
    const handle = await page.locator(selector).nth(k).elementHandle();
    if (!handle || !(await handle.isVisible())) continue;
    const name = await handle.evaluate((element) => `${element.closest("figure[id], section[id]")?.id}: ${element.labels?.[0]?.textContent ?? element.querySelector?.("legend")?.textContent ?? ""}`.trim());
    await run(page, checks, handle, name);
  }
  return count;
}

export async function check({ browser, checks, file }) {
  for (const kind of ["run", "experiment", "sweep"])
    await checks.part(`choices of ${kind}`, async () => {
      const page = await openPage(browser, file(`${kind}.html`));
      await openTables(page);
      const sliders = await checkAll(page, checks, "main input[type=range]", checkSlider);
      await checkAll(page, checks, "main select", checkList);
      await checkAll(page, checks, "main fieldset", checkRow);
      if (kind === "run") checks.expect(sliders >= 2, `month sliders of the map and the network, found ${sliders}`);
      checks.equal(page.faults, [], "faults");
      await closePage(page);
    });
  await checks.part("theme", async () => {
    const page = await openPage(browser, file("run.html"));
    const look = () => page.evaluate(() => [document.documentElement.dataset.theme, getComputedStyle(document.documentElement).backgroundColor, document.querySelector("figure .chart svg text")?.getAttribute("fill") ?? document.querySelector("figure .chart").innerHTML]);
    const [theme, ground, ink] = await look();
    await page.locator("#theme").press("Enter");
    const [other, otherGround, otherInk] = await look();
    checks.equal([theme, other], ["light", "dark"], "theme");
    checks.expect(ground !== otherGround, "the ground changes");
    checks.expect(ink !== otherInk, "charts change");
    await closePage(page);
  });
}
