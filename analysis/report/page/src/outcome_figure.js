// An outcome over time: the median run with the bands that hold half and nine tenths of the runs.
import { legend, measureLegend, timeAxis, tip, valueAxis } from "./axes.js";
import { makeBand, makeEvents, makeLine } from "./bands.js";
import { makeList } from "./choosers.js";
import { makeFigure } from "./figure.js";

const hasValues = (outcome) => outcome.series.some((series) => series.q50.some((value) => value !== null));

function writeTip(page, outcome, runs, params) {
  const month = params[0]?.axisValue ?? params[0]?.value[0];
  const place = page.data.months.indexOf(Math.round(month));
  if (place < 0) return [];
  const unit = page.unit(outcome.measure);
  const lines = outcome.series.map((series, k) => {
    const value = page.number(series.q50[place], unit, { significant: 4 });
    const text = runs > 1 ? page.t("outcomes.tip", { value, range: page.range(series.q05[place], series.q95[place], unit, { significant: 4, value: series.q50[place] }) }) : value;
    return page.data.variants.length > 1 ? `${page.variant(k)}: ${text}` : text;
  });
  return [page.month(page.data.months[place]), ...lines];
}

// `around` says whose bands are drawn: the place of a variant, or -1 for all.
function makeOption(page, outcome, runs, around, look, width) {
  const { months, variants } = page.data;
  const single = variants.length === 1;
  const all = around === -1;
  const bands = runs > 1
    ? outcome.series.flatMap((series, k) => (all || k === around ? [[series.q05, series.q95, all ? 0.08 : 0.16], [series.q25, series.q75, all ? 0.14 : 0.28]] : [])
      .map(([lower, upper, opacity]) => makeBand(months, lower, upper, look.series[k % look.series.length], opacity)))
    : [];
  const lines = outcome.series.map((series, k) => makeLine(look, k, single ? "" : page.variant(k), months, series.q50));
  const names = single ? [] : lines.map((line) => line.name);
  return {
    grid: { left: 4, right: 16, top: 20 + measureLegend(look, names, width), bottom: 8, outerBoundsMode: "same", outerBoundsContain: "all" },
    legend: single ? undefined : legend(page, look, width, { data: names }),
    tooltip: tip(page, look, (params) => writeTip(page, outcome, runs, [params].flat()), { trigger: "axis", axisPointer: { type: "line", snap: true, lineStyle: { color: look.neutral } } }),
    xAxis: timeAxis(page, look), yAxis: valueAxis(page, look, page.unit(outcome.measure)),
    series: [...bands, ...lines, ...makeEvents(page, look)],
  };
}

function makeTable(page, outcome) {
  const unit = page.unit(outcome.measure);
  const share = (key) => ({ key, label: page.t(`column.${key}`), unit });
  return {
    columns: [{ key: "month", label: page.t("column.month") }, { key: "variant", label: page.t("column.variant") }, ...["mean", "q05", "q25", "q50", "q75", "q95"].map(share)],
    rows: outcome.series.flatMap((series, k) => page.data.months.map((month, m) =>
      [month, page.data.variants[k].name || page.data.title, series.mean[m], series.q05[m], series.q25[m], series.q50[m], series.q75[m], series.q95[m]])),
  };
}

function writeSummary(page, outcome, runs) {
  const unit = page.unit(outcome.measure);
  const { months } = page.data;
  const first = months.findIndex((_, m) => outcome.series.every((series) => series.q50[m] !== null));
  if (first < 0) return "";
  const ends = outcome.series.map((series, k) => {
    const values = { from: page.number(series.q50[first], unit), to: page.number(series.q50.at(-1), unit), variant: page.variant(k) };
    return page.t(page.data.variants.length > 1 ? "outcomes.path.variant" : "outcomes.path", values);
  });
  const kind = runs > 1 ? "outcomes.says.median" : "outcomes.says.one";
  return page.t(kind, { from_month: page.month(months[first]), to_month: page.month(months.at(-1)), paths: ends.join(page.t("semicolon")) });
}

/** Outcomes of these measures that have values, in this order; all of the data's without a list. */
export function findOutcomes(page, measures) {
  const outcomes = [...(page.data.outcomes ?? []), ...(page.data.further ?? [])].filter(hasValues);
  return measures ? measures.flatMap((measure) => outcomes.filter((outcome) => outcome.measure === measure)) : outcomes;
}

/** A figure of one outcome at a time, with a list to choose from if there are several. */
export function makeOutcomeFigure(page, id, outcomes) {
  const runs = Math.max(...page.data.variants.map((variant) => variant.runs.complete));
  const [kept, around] = [page.kept(id, 0), page.kept(`${id}-bands`, page.data.baseline ?? 0)];
  const bands = [...page.data.variants.map((_, value) => ({ value, label: page.variant(value) })), { value: -1, label: page.t("outcomes.bands.all") }];
  const chosen = () => outcomes[kept.value] ?? outcomes[0];
  const names = outcomes.map((outcome, value) => ({ value, label: page.outcomeName(outcome) }));
  const figure = makeFigure(page, {
    id,
    title: () => page.t("outcomes.figure", { measure: page.outcomeName(chosen()) }),
    says: () => writeSummary(page, chosen(), runs),
    controls: [outcomes.length > 1 && makeList(page.t("outcomes.choose"), names, kept, () => figure.redraw()),
      runs > 1 && page.data.variants.length > 1 && makeList(page.t("outcomes.bands"), bands, around, () => figure.redraw())].filter(Boolean),
    height: (width) => (width < 480 ? 320 : 400), heightOnPaper: 300,
    option: (look, width) => makeOption(page, chosen(), runs, around.value, look, width),
    table: () => makeTable(page, chosen()),
    note: runs > 1 ? page.t("outcomes.note") : null,
  });
  return figure.element;
}
