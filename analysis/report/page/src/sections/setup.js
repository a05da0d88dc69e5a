// What was run: runs, settings, calendar, scenario, program, and how to make it again.
import { make, makeSection } from "../elements.js";
import { makeFigure } from "../figure.js";
import { heightOfRows } from "../network/spans.js";
import { calendarOption, calendarTable } from "../setup/calendar.js";
import { makeCommands, makeExperiment, makeOrigin, makeScenario } from "../setup/origin.js";
import { makeDifferences, makeFactors, makeFailures, makeRuns, makeSettings } from "../setup/tables.js";

const makeCalendar = (page) => makeFigure(page, {
  id: "calendar", title: page.t("setup.calendar"), says: page.t("setup.calendar_says"), height: heightOfRows(page.data.setup.calendar.length),
  option: (look, wide) => calendarOption(page, look, wide), table: () => calendarTable(page),
}).element;

// Texts of parameters come from the program in English.
function makeWords(page) {
  return [page.t("setup.settings_intro"), sayDescribed(page), page.language === "en" ? "" : page.t("setup.in_english")].filter(Boolean).join(" ");
}

// A described world is no setting: it stands in the scenario's text alone.
function sayDescribed(page) {
  const described = Object.entries(page.data.setup.described ?? {}).filter(([, count]) => count > 0);
  if (!described.length) return "";
  return page.t("setup.described", { what: page.list(described.map(([key, count]) => page.t(`setup.described_${key}`, { count, number: page.number(count) }))) });
}

export function build(page) {
  const { setup, made } = page.data;
  if (!setup || !made) return null;
  return makeSection(page, "setup", page.t("setup.title"), page.t("setup.intro"),
    make("h3", {}, page.t("setup.runs")), makeRuns(page), makeFailures(page),
    setup.calendar?.length ? makeCalendar(page) : null,
    makeDifferences(page),
    makeFactors(page),
    make("h3", {}, page.t("setup.settings")), make("p", {}, makeWords(page)), makeSettings(page),
    make("h3", {}, page.t("setup.again")), make("p", {}, page.t("setup.again_intro")), makeCommands(page), makeScenario(page), makeExperiment(page),
    make("h3", {}, page.t("setup.origin")), makeOrigin(page));
}
