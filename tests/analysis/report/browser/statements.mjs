// What the page says beside its charts is true of what was run: of which months, runs and settings numbers are, how they are
// rounded, what is called clear.
import { placeOfInterval, writeList, writeNumber } from "../../../../analysis/report/page/src/numbers.js";

import { closePage, drawAll, openPage, readData } from "./browser.mjs";

const read = (page, selector) => page.$$eval(selector, (all) => all.map((element) => element.textContent.replace(/[\u2066-\u2069]/g, "")).join("\n"));
const arabic = async (page) => {
  await page.locator("#language").press("Enter");
  await drawAll(page);
};

// An interval that leans to one side keeps its nearer end apart from the value.
function checkRounding(checks) {
  const usd = (value, place) => writeNumber("en", () => "", value, "usd", { place, compact: true });
  const place = placeOfInterval(511092, 13755000, "usd", 974485);
  checks.equal([974485, 511092, 13755000].map((value) => usd(value, place)), ["$970k", "$510k", "$13.8m"], "a price with its interval");
  checks.equal(placeOfInterval(1320, 1470, "person", 1390), 10, "an even interval is rounded by half its width");
  checks.equal(placeOfInterval(0.1, 0.2, "share", 0.15), placeOfInterval(0.1, 0.2, "share"), "with and without the value");
  checks.equal(writeList("en", ["need met", "unmet need, weighted by harm", "gap"], "; "), "need met; unmet need, weighted by harm; gap", "names with commas");
  checks.equal(writeList("en", ["food", "health"], "; "), "food and health", "names without");
}

async function checkRun({ browser, checks, file }) {
  const page = await openPage(browser, file("run.html"));
  const answer = await read(page, "#answer");
  checks.expect(answer.includes("(mean of months 1 to 12)") && answer.includes("(mean of months 25 to 36)"), `the change is of means: ${answer}`);
  checks.expect(!/From month/.test(answer), "and not of months");
  await arabic(page);
  checks.expect((await read(page, "#answer")).includes("(متوسط الأشهر من 1 إلى 12)"), "in Arabic");
  await closePage(page);
}

async function checkSingle({ browser, checks, file }) {
  const page = await openPage(browser, file("single.html"));
  const text = await read(page, ".key-numbers .intro, .reading, .note:not([role])");
  checks.expect(text.length > 50 && !/95% interval|all runs|medians|quartiles/i.test(text), `one run has no intervals, medians or quartiles: ${text}`);
  checks.expect(/all other settings/i.test(await read(page, "#setup")) && /12 organisations/.test(await read(page, "#setup")), "a described world is told of");
  await closePage(page);
}

async function checkPart({ browser, checks, file }) {
  const page = await openPage(browser, file("part.html"));
  const data = await readData(page);
  const answer = await read(page, "#answer");
  checks.expect(answer.includes("This is a part of an experiment, number 1 of 2"), `a shard is called a part: ${answer}`);
  checks.expect(answer.includes(`${data.design.points_run} of ${data.design.points_in_all} settings`), "and says how many settings were run");
  checks.expect(/2 variants were simulated over 13 months, each at .* settings/.test(answer), "variants are simulated at each setting");
  for (const part of [".key-numbers .intro", "#comparison > .intro"]) checks.expect(/settings of the factors that were run/.test(await read(page, part)), `${part}: means over settings`);
  checks.expect((await read(page, "#points > .intro")).includes("one setting of the factors with one variant"), "what a line is");
  const factors = await read(page, "#setup table");
  for (const word of ["trust.prior_mean", "0.25", "0.75", "logarithmic"]) checks.expect(factors.includes(word), `factors: ${word}`);
  await arabic(page);
  checks.expect((await read(page, "#answer")).includes("رقمه 1 من أصل 2"), "in Arabic");
  checks.equal(page.faults, [], "faults");
  await closePage(page);
}

async function checkExperiment({ browser, checks, file }) {
  const page = await openPage(browser, file("experiment.html"));
  const data = await readData(page);
  const { outcomes, costs } = data.comparison;
  const isClear = (cost) => outcomes.find(({ measure }) => measure === cost.measure).overall.find(({ variant }) => variant === cost.variant).p_holm < 0.05;
  const priced = costs.filter((cost) => cost.ratio.set === "between" && !cost.gain_may_be_zero);
  const drawn = (await read(page, "#costs svg")).split("unclear gain").length - 1;
  checks.equal(drawn, priced.filter((cost) => !isClear(cost)).length, "no price of an unclear gain");
  const ends = await read(page, "#reasons-of-ends-says");
  checks.equal(data.variants.filter(({ name }) => ends.includes(`${name}: Of`)).length, data.agents.filter((run) => run.ends.length).length, `ends are told run by run: ${ends}`);
  checks.expect((await read(page, "#partnerships > .intro")).includes("one run of each variant, of 8"), "whose lives are shown");
  const setup = await read(page, "#setup table");
  checks.expect(setup.includes("policy.helpers.intensity") && !/end_month|most_connected|1000000/.test(setup), "what nobody set of a policy is not listed");
  const places = async () => page.$$eval("#outcomes-over-time svg text", (all) => Object.fromEntries(all.map((text) => [text.textContent.replace(/[\u2066-\u2069]/g, ""), text.getBoundingClientRect().x])));
  const english = await places();
  checks.expect(english.baseline < english.facilitators && english.facilitators < english.grants, "the baseline stands first, at the left");
  await arabic(page);
  const turned = await places();
  checks.expect(turned.baseline > turned.facilitators && turned.facilitators > turned.grants, "and at the right in Arabic");
  checks.equal(page.faults, [], "faults");
  await closePage(page);
}

export async function check(all) {
  await all.checks.part("rounding and lists", () => checkRounding(all.checks));
  await all.checks.part("a run", () => checkRun(all));
  await all.checks.part("a single run", () => checkSingle(all));
  await all.checks.part("a part of a sweep", () => checkPart(all));
  await all.checks.part("an experiment", () => checkExperiment(all));
}
