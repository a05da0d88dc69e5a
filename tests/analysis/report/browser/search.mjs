// The search box of the network: by keyboard alone, an organisation and a partnership are found and followed.
import { readFileSync } from "node:fs";

import { closePage, openPage, readData, save } from "./browser.mjs";
import { readCsv } from "./csv.mjs";

const texts = new URL("../../../../analysis/report/page/src/texts/network.json", import.meta.url);
const partnershipNumber = JSON.parse(readFileSync(texts, "utf8"))["network.partnership_number"].en;

async function follow(page, text) {
  const box = page.locator("input[role=combobox]").first();
  await box.focus();
  await box.fill("");
  await page.keyboard.type(text);
  await page.keyboard.press("ArrowDown");
  checkList(await box.getAttribute("aria-expanded"), await box.getAttribute("aria-activedescendant"));
  await page.keyboard.press("Enter");
}

function checkList(expanded, active) {
  if (expanded !== "true" || !active) throw new Error("the list of what is found does not open");
}

const life = (page) => page.$eval("#life", (element) => ({ shown: element.checkVisibility(), text: element.textContent, title: element.querySelector("h3").textContent }));

const readLifeCsv = async (page, figure) => readCsv((await save(page, figure, "csv")).content.toString("utf8").slice(1));

// Whose life holds most: it has something to tell.
const busiest = (run) => {
  const count = run.organisations.row.map(() => 0);
  for (const members of run.partnerships.members) for (const [organisation] of members) if (organisation !== null) count[organisation] += 1;
  return count.indexOf(Math.max(...count));
};

async function checkOrganisation(page, checks, run) {
  const place = busiest(run);
  const name = run.organisations.name[place];
  await follow(page, name);
  const { shown, text, title } = await life(page);
  checks.expect(shown && title.includes(name), `${name} is followed: ${title}`);
  checks.expect(run.organisations.closed[place] === null || text.includes(String(run.organisations.closed[place])), "the month it closed");
  const rows = await readLifeCsv(page, "life-charts");
  checks.equal(rows.slice(1).map((row) => Number(row[0])), run.months, "months of its life");
  const at = rows[0].findIndex((key) => key === "partners");
  const open = (s) => run.organisations.active[s][place] === 1;
  checks.equal(rows.slice(1).map((row) => row[at]), run.months.map((_, s) => (open(s) ? String(run.organisations.partners[s][place]) : "")), "its partners");
}

async function checkPartnership(page, checks, run) {
  const place = run.partnerships.members.findIndex((members, k) => run.partnerships.signed[k] !== null && members.length > 1);
  await follow(page, partnershipNumber.replace("{number}", run.partnerships.row[place]));
  const { shown, title } = await life(page);
  checks.expect(shown && title.includes(String(run.partnerships.row[place])), `partnership ${run.partnerships.row[place]} is followed: ${title}`);
  const rows = await readLifeCsv(page, "life-members");
  checks.equal(rows.length - 1, run.partnerships.members[place].length, "its members");
}

export async function check({ browser, checks, file }) {
  for (const kind of ["run", "experiment"])
    await checks.part(`search of ${kind}`, async () => {
      const page = await openPage(browser, file(`${kind}.html`));
      const [run] = (await readData(page)).agents;
      await checkOrganisation(page, checks, run);
      await checkPartnership(page, checks, run);
      await page.locator("#language").press("Enter");
      checks.expect((await life(page)).shown, "who was followed is followed in Arabic too");
      await follow(page, "zzzz").then(() => checks.fail("something is found for nonsense"), () => {});
      await page.keyboard.press("Escape");
      checks.equal(page.faults, [], "faults");
      await closePage(page);
    });
}
