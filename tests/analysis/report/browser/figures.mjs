// Every figure: its table, its CSV and its pictures. Numbers of the CSV are the page's data as they stand there; those of the
// table are the same, rounded.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { closePage, openPage, readData, save } from "./browser.mjs";
import { isShownAs, numberOfCell, readCsv } from "./csv.mjs";

// All numbers of the data, and the words of months and the like that tables count by.
function collectNumbers(data) {
  const numbers = new Set();
  const walk = (part) => {
    if (typeof part === "number") numbers.add(part);
    else if (part && typeof part === "object") Object.values(part).forEach(walk);
  };
  walk(data);
  return numbers;
}

/** Faults of a CSV against the table beside it and the page's data. */
export function compareTable(csv, table, numbers) {
  const faults = [];
  if (csv.length < 2) faults.push("no rows");
  const width = csv[0]?.length;
  if (table[0]?.length !== width) faults.push(`${width} columns in the CSV, ${table[0]?.length} in the table`);
  if (Math.min(csv.length - 1, 200) !== table.length - 1) faults.push(`${csv.length - 1} rows in the CSV, ${table.length - 1} in the table`);
  csv.slice(1).forEach((row, r) => {
    if (row.length !== width) faults.push(`row ${r} has ${row.length} cells`);
    row.forEach((cell, c) => {
      const value = numberOfCell(cell);
      const shown = table[r + 1]?.[c];
      if (value === null) {
        if (cell === "" && shown !== undefined && shown !== "–") faults.push(`row ${r}, ${csv[0][c]}: nothing, shown as ${shown}`);
        return;
      }
      if (!Number.isInteger(value) && !numbers.has(value)) faults.push(`row ${r}, ${csv[0][c]}: ${value} is not in the data`);
      if (shown !== undefined && !isShownAs(value, shown)) faults.push(`row ${r}, ${csv[0][c]}: ${value} is shown as ${shown}`);
    });
  });
  return faults.slice(0, 5);
}

// The table is made when it is opened, which the page hears of later than the click.
async function readTable(page, figure) {
  const row = page.locator(`#${figure} details.behind table tr`).nth(1);
  await row.waitFor({ state: "attached", timeout: 25_000 }).catch(() => {});  // what is missing then is found below
  return page.$eval(`#${figure}`, (element) => [...element.querySelectorAll("details.behind table tr")].map((row) => [...row.cells].map((cell) => cell.textContent.trim())));
}

// The file as an XML document with something drawn in it.
const describeSvg = (page, text) => page.evaluate((source) => {
  const parsed = new DOMParser().parseFromString(source, "image/svg+xml");
  if (parsed.querySelector("parsererror")) return { fault: "not well-formed" };
  const root = parsed.documentElement;
  return { fault: root.nodeName === "svg" ? "" : root.nodeName, marks: root.querySelectorAll("path, rect, circle, text, polyline").length, texts: root.querySelectorAll("text").length };
}, text);

// Size and number of colours of a picture.
const describePng = (page, bytes) => page.evaluate(async (list) => {
  const image = await createImageBitmap(new Blob([new Uint8Array(list)], { type: "image/png" }));
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const colours = new Set(new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer));
  return { width: image.width, height: image.height, colours: colours.size };
}, [...bytes]);

async function checkFigure({ page, checks, figure, numbers, pictures, keep }) {
  await page.locator(`#${figure} details.behind summary`).click();
  const table = await readTable(page, figure);
  checks.expect(table.length > 1, "a table with rows");
  const csv = await save(page, figure, "csv");
  checks.expect(csv.name.endsWith(`-${figure}.csv`), `name ${csv.name}`);
  const text = csv.content.toString("utf8");
  checks.expect(text.startsWith("\ufeff"), "CSV begins with a byte order mark");
  keep(`${figure}.csv`, csv.content);
  checks.equal(compareTable(readCsv(text.slice(1)), table, numbers), [], "CSV");
  if (!pictures) return;
  const svg = await describeSvg(page, (await save(page, figure, "svg")).content.toString("utf8"));
  checks.expect(svg.fault === "" && svg.marks > 5 && svg.texts > 1, `SVG ${JSON.stringify(svg)}`);
  const png = (await save(page, figure, "png")).content;
  checks.expect(png.subarray(1, 4).toString() === "PNG", "PNG's signature");
  const picture = await describePng(page, png);
  checks.expect(picture.width >= 1000 && picture.height >= 300 && picture.colours > 3, `PNG ${JSON.stringify(picture)}`);
}

// The comparison must be able to fail: a number changed by a hundredth, one left out.
function checkPower(checks) {
  const csv = [["month", "mean"], ["12", "0.512345"]];
  const table = [["Month", "Mean"], ["12", "51.23%"]];
  const numbers = new Set([12, 0.512345]);
  checks.equal(compareTable(csv, table, numbers), [], "a right table is right");
  checks.expect(compareTable(csv, [table[0], ["12", "51.75%"]], numbers).length === 1, "a wrong number in the table is found");
  checks.expect(compareTable(csv, table, new Set([12])).length === 1, "a number that is not in the data is found");
  checks.expect(compareTable(csv, [table[0]], numbers).length > 0, "a missing row is found");
}

export async function check({ browser, checks, file, folder }) {
  checks.at("figures");
  checkPower(checks);
  for (const kind of ["run", "experiment", "sweep"])
    await checks.part(`figures of ${kind}`, async () => {
      const page = await openPage(browser, file(`${kind}.html`));
      const numbers = collectNumbers(await readData(page));
      mkdirSync(join(folder, kind), { recursive: true });
      const figures = await page.$$eval("figure[id]", (all) => all.filter((figure) => figure.checkVisibility() && figure.querySelector("button[data-save]")).map((figure) => figure.id));
      checks.expect(new Set(figures).size === figures.length && figures.length > 0, "figures with ids of their own");
      for (const figure of figures)
        await checks.part(`${kind}, figure ${figure}`, () =>
          checkFigure({ page, checks, figure, numbers, pictures: kind === "run" || /compar|sensitiv|respon|parallel/.test(figure), keep: (name, content) => writeFileSync(join(folder, kind, name), content) }));
      checks.equal(page.faults, [], "faults");
      await closePage(page);
    });
}
