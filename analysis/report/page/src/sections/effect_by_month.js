// When an effect sets in: the difference from the baseline at each kept month, with its interval.
import { legend, measureLegend, timeAxis, tip, valueAxis } from "../axes.js";
import { makeBand, makeEvents, makeLine } from "../bands.js";
import { makeList } from "../choosers.js";
import { makeFigure } from "../figure.js";
import { writeEffect, writeTitle } from "./comparison.js";

const mostBands = 4;

// Series over months of one variant's effects; null where a month has none.
function findSeries(page, outcome, variant) {
  const at = outcome.by_month.map((entry) => entry.comparisons.find((effect) => effect.variant === variant));
  return { effects: at, ...Object.fromEntries(["difference", "lower", "upper"].map((key) => [key, at.map((effect) => effect?.[key] ?? null)])) };
}

function makeOption(page, outcome, look, width) {
  const { variants } = page.data;
  const months = outcome.by_month.map((entry) => entry.month);
  const others = variants.map((variant, place) => ({ name: variant.name, place })).filter(({ place }) => place !== page.data.baseline);
  const found = others.map(({ name }) => findSeries(page, outcome, name));
  const lines = others.map(({ place }, k) => makeLine(look, place, page.variant(place), months, found[k].difference));
  const bands = others.length <= mostBands ? others.map(({ place }, k) => makeBand(months, found[k].lower, found[k].upper, look.series[place % look.series.length], 0.16)) : [];
  const writeTip = (params) => {
    const month = months.indexOf(Math.round(params[0]?.axisValue ?? 0));
    return [page.month(months[month]), ...others.map(({ place }, k) => `${page.variant(place)}: ${found[k].effects[month] ? writeEffect(page, outcome.unit, found[k].effects[month]) : "–"}`)];
  };
  const zero = { type: "line", name: "", data: [[page.data.months[0], 0], [page.data.months.at(-1), 0]], symbol: "none", silent: true, z: 2, lineStyle: { color: look.neutral, width: 1.5 }, tooltip: { show: false } };
  const axis = valueAxis(page, look, outcome.unit);
  axis.axisLabel.formatter = (value) => page.tick(value, outcome.unit, { bare: true, signed: true });
  return {
    grid: { left: 4, right: 16, top: 20 + measureLegend(look, lines.map((line) => line.name), width), bottom: 8, outerBoundsMode: "same", outerBoundsContain: "all" },
    legend: legend(page, look, width, { data: lines.map((line) => line.name) }),
    tooltip: tip(page, look, (params) => writeTip([params].flat()), { trigger: "axis", axisPointer: { type: "line", snap: true, lineStyle: { color: look.neutral } } }),
    xAxis: timeAxis(page, look), yAxis: axis, series: [...bands, zero, ...lines, ...makeEvents(page, look)],
  };
}

function makeTable(page, outcome) {
  const number = (key) => ({ key, label: page.t(`column.${key}`), unit: outcome.unit, difference: true, signed: true });
  return {
    columns: [{ key: "month", label: page.t("column.month") }, { key: "variant", label: page.t("column.variant") }, number("difference"), number("lower"), number("upper"), { key: "p_holm", label: page.t("column.p_holm") }],
    rows: outcome.by_month.flatMap((entry) => entry.comparisons.map((effect) => [entry.month, effect.variant, effect.difference, effect.lower, effect.upper, effect.p_holm])),
  };
}

export function makeByMonth(page, comparison) {
  const outcomes = comparison.outcomes.filter((outcome) => outcome.by_month?.length > 1);
  if (outcomes.length === 0) return null;
  const kept = page.kept("effect-by-month", 0);
  const chosen = () => outcomes[kept.value] ?? outcomes[0];
  const says = () => {
    const last = chosen().by_month.at(-1);
    const ends = last.comparisons.map((effect) => page.t("by_month.end", { variant: page.isolated(effect.variant), effect: writeEffect(page, chosen().unit, effect) }));
    return page.t("by_month.says", { month: page.month(last.month), effects: ends.join(page.t("semicolon")) });
  };
  const figure = makeFigure(page, {
    id: "effect-by-month", says, heightOnPaper: 280,
    title: () => writeTitle(page, page.t("by_month.figure", { measure: page.measureInText(chosen().measure, chosen().place) }), chosen().unit),
    controls: [makeList(page.t("outcomes.choose"), outcomes.map((outcome, value) => ({ value, label: page.measure(outcome.measure, outcome.place) })), kept, () => figure.redraw())],
    option: (look, width) => makeOption(page, chosen(), look, width), table: () => makeTable(page, chosen()), note: page.t(page.data.variants.length - 1 > mostBands ? "by_month.note.lines" : "by_month.note"),
  });
  return figure.element;
}
