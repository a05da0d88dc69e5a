// Policies and shocks on the months, as bars and as a table.
import { spanOption } from "../network/spans.js";

const kindOf = (page, entry) => page.t(entry.kind === "shock" ? "setup.shock" : "setup.policy");
const whatOf = (page, entry) => page.name(entry.kind === "shock" ? "shock" : "lever", entry.what);
const whose = (page, entry) => (entry.variant === null || page.data.variants.length < 2 ? "" : ` (${page.variant(entry.variant)})`);

// What has no end goes on to the last month; what lasts no month is drawn as one.
function spanOf(page, entry, look, last) {
  const goesOn = entry.end_month === null || entry.end_month > last;
  return {
    from: entry.start_month, to: goesOn ? last : Math.max(entry.end_month, entry.start_month + 1), on: goesOn && entry.kind === "policy", pale: entry.kind === "shock",
    colour: entry.kind === "shock" ? look.bad : look.series[0],
    tip: [page.isolated(entry.name), `${kindOf(page, entry)}: ${whatOf(page, entry)}`, page.t("setup.from_to", { from: entry.start_month, to: entry.end_month ?? page.t("setup.the_end") }), page.t("setup.of_intensity", { intensity: page.number(entry.intensity, "1") }), ...(entry.target ? [page.isolated(entry.target)] : [])],
  };
}

export function calendarOption(page, look, wide) {
  const last = page.data.months.at(-1);
  const rows = page.data.setup.calendar.map((entry) => ({ label: `${entry.name ? page.isolated(entry.name) : whatOf(page, entry)}${whose(page, entry)}`, spans: [spanOf(page, entry, look, last)] }));
  return spanOption(page, look, wide, { rows, months: [page.data.months[0], last], at: null });
}

export function calendarTable(page) {
  const keys = ["name", "kind", "what", "variant", "start_month", "end_month", "intensity", "target"];
  return {
    columns: keys.map((key) => ({ key, label: page.t(`setup.${key}`) })),
    rows: page.data.setup.calendar.map((entry) => [
      entry.name, { shown: kindOf(page, entry), stored: entry.kind }, page.word(entry.kind === "shock" ? "shock" : "lever", entry.what), entry.variant === null ? { shown: page.t("setup.all_variants"), stored: "" } : page.data.variants[entry.variant].name, entry.start_month, entry.end_month, entry.intensity,
      entry.target || page.t("setup.everybody"),
    ]),
  };
}
