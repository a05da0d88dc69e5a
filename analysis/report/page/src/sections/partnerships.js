// How long partnerships last, and why they end: of the runs whose organisations are in the data.
import { legend, measureLegend, tip, valueAxis } from "../axes.js";
import { makeBand } from "../bands.js";
import { makeSection } from "../elements.js";
import { makeFigure } from "../figure.js";
import { dashes } from "../look.js";
import { findPlaces, makeEnds, makePlacesOverTime } from "../places_figure.js";
import { drawForest, measureForest } from "../forest.js";

const nameRun = (page, run) => (page.data.variants.length > 1 ? page.variant(run.variant) : page.t("survival.run", { replicate: run.replicate + 1 }));

// Whose partnerships are counted: as a rule one run of many.
function sayWhichRuns(page, runs) {
  const { variants, design } = page.data;
  const [shown, of] = [runs.length, variants.reduce((sum, variant) => sum + variant.runs.complete, 0)];
  if (shown === of) return null;
  const values = { shown: page.number(shown), of: page.number(of), each: page.number(design.replicates), count: shown };
  return page.t(variants.length > 1 && shown === variants.length && design.design_points === 1 ? "survival.one_of_each" : "survival.some_of", values);
}

// The curve's value at an age: that of the last step up to it.
function readAt(curve, age) {
  const place = curve.age_months.findLastIndex((month) => month <= age);
  return place < 0 || age > untilOf(curve) ? null : { share: curve.share[place], lower: curve.lower[place], upper: curve.upper[place], at_risk: curve.at_risk[place] };
}

// The greatest age that any was seen at: nothing is known beyond it.
const untilOf = (curve) => curve.until_months ?? curve.age_months.at(-1);

// Corners of a step curve: each value holds until the next age, the last as long as any was seen.
function makeSteps(curve) {
  const at = curve.age_months;
  const twice = (values) => values.flatMap((value, k) => (k + 1 < values.length ? [value, value] : [value]));
  const last = Math.max(at.at(-1), untilOf(curve));
  const tail = (values) => [...twice(values), values.at(-1)];
  return { ages: [...at.flatMap((month, k) => (k + 1 < at.length ? [month, at[k + 1]] : [month])), last], share: tail(curve.share), lower: tail(curve.lower), upper: tail(curve.upper) };
}

// How many were observed, under the ages of the curve that lie nearest to the ticks.
function drawAtRisk(look, runs, ticks) {
  const numbers = runs.flatMap((run, row) => {
    const { age_months: ages, at_risk } = run.survival;
    const nearest = ticks.map((tick) => ages.reduce((best, age, k) => (Math.abs(age - tick) < Math.abs(ages[best] - tick) ? k : best), 0));
    return [...new Set(nearest)].map((k) => ({ age: ages[k], text: String(at_risk[k]), row, fill: look.series[run.variant % look.series.length] }));
  });
  return {
    type: "custom", silent: true, data: numbers.map(({ age }) => [age, 0]), clip: false, tooltip: { show: false },
    renderItem: (params, api) => {
      const { text, row, fill } = numbers[params.dataIndex];
      const [x, y] = api.coord([api.value(0), 0]);
      return { type: "text", style: { text, x, y: y + 56 + 20 * row, align: "center", fill, font: `600 13px ${look.font}` } };
    },
  };
}

function makeSurvivalOption(page, runs, look, width) {
  const last = Math.max(...runs.map((run) => untilOf(run.survival)), 12);
  const step = 12 * Math.max(1, Math.ceil(last / 12 / 8));
  const ticks = Array.from({ length: Math.floor(last / step) + 1 }, (_, k) => k * step);
  const steps = runs.map((run) => makeSteps(run.survival));
  const lines = runs.map((run, k) => ({
    type: "line", symbol: "none", name: nameRun(page, run), color: look.series[run.variant % look.series.length], z: 3,
    lineStyle: { width: 2.5, type: dashes[run.variant % dashes.length] }, data: steps[k].ages.map((age, corner) => [age, steps[k].share[corner]]), emphasis: { disabled: true },
  }));
  const names = runs.length > 1 ? lines.map((line) => line.name) : [];
  const axisText = { color: look.faint, fontFamily: look.font, fontSize: 13 };
  const writeTip = (params) => {
    const age = Math.round(params[0]?.axisValue ?? 0);
    return [page.t("survival.age", { months: page.number(age, "month") }), ...runs.map((run) => {
      const at = readAt(run.survival, age);
      return at ? page.t("survival.tip", { name: nameRun(page, run), value: page.number(at.share, "share"), range: page.range(at.lower, at.upper, "share", { value: at.share }), at_risk: page.number(at.at_risk) }) : "";
    })];
  };
  return {
    grid: { left: 52, right: 20, top: 16 + measureLegend(look, names, width), bottom: 84 + 20 * runs.length },
    legend: names.length ? legend(page, look, width, { data: names }) : undefined,
    tooltip: tip(page, look, (params) => writeTip([params].flat()), { trigger: "axis", axisPointer: { type: "line", lineStyle: { color: look.neutral } } }),
    xAxis: { type: "value", min: 0, max: last, interval: step, axisLabel: axisText, name: page.inChart(page.t("survival.axis")), nameLocation: "middle", nameGap: 28, nameTextStyle: axisText, splitLine: { show: false }, axisLine: { lineStyle: { color: look.neutral } } },
    yAxis: valueAxis(page, look, "share", { fromZero: true, min: 0, max: 1, interval: 0.25 }),
    series: [...runs.map((run, k) => makeBand(steps[k].ages, steps[k].lower, steps[k].upper, look.series[run.variant % look.series.length], runs.length > 1 ? 0.1 : 0.2)), ...lines, drawAtRisk(look, runs, ticks)],
  };
}

function makeSurvival(page, runs) {
  const says = runs.map((run) => {
    const curve = run.survival;
    const age = [36, 24, 12].find((months) => untilOf(curve) >= months) ?? untilOf(curve);
    return page.t("survival.says", { name: nameRun(page, run), months: page.number(age, "month"), value: page.number(readAt(curve, age).share, "share") });
  });
  return makeFigure(page, {
    id: "survival", title: page.t("survival.figure"), says: says.join(" "),
    height: (width) => (width < 480 ? 380 : 420) + 20 * runs.length, heightOnPaper: 340 + 20 * runs.length, option: (look, width) => makeSurvivalOption(page, runs, look, width), note: page.t("survival.note"),
    table: () => ({
      columns: [{ key: "variant", label: page.t("column.variant") }, { key: "replicate", label: page.t("column.replicate") }, { key: "age_months", label: page.t("column.age") }, { key: "share", label: page.t("column.share"), unit: "share" },
        { key: "lower", label: page.t("column.lower"), unit: "share" }, { key: "upper", label: page.t("column.upper"), unit: "share" }, { key: "at_risk", label: page.t("column.at_risk") }],
      rows: runs.flatMap(({ survival, variant, replicate }) => survival.age_months.map((age, k) => [page.data.variants[variant].name || page.data.title, replicate, age, survival.share[k], survival.lower[k], survival.upper[k], survival.at_risk[k]])),
    }),
  }).element;
}

// Reasons along the side, a mark for each run.
function makeReasons(page, runs) {
  const reasons = [...new Set(runs.flatMap((run) => run.ends.filter((end) => end.count > 0).map((end) => end.reason)))];
  if (reasons.length === 0) return null;
  const count = (run, reason) => run.ends.find((end) => end.reason === reason)?.count ?? 0;
  const row = (run, reason) => ({ name: runs.length > 1 ? nameRun(page, run) : page.name("end_reason", reason), series: run.variant, value: count(run, reason), lower: 0, upper: count(run, reason), bar: true, clear: true, number: page.number(count(run, reason)) });
  reasons.sort((a, b) => runs.reduce((sum, run) => sum + count(run, b) - count(run, a), 0));
  const groups = (width) => (runs.length > 1 || width < 620
    ? reasons.map((reason) => ({ title: page.name("end_reason", reason), rows: runs.map((run) => ({ ...row(run, reason), name: runs.length > 1 ? nameRun(page, run) : "" })) }))
    : [{ title: "", rows: reasons.map((reason) => row(runs[0], reason)) }]);
  // Runs of one luck are not added up: what ended in one may be the same partnership as in another.
  const sayEnds = (run) => {
    const all = run.ends.reduce((sum, end) => sum + end.count, 0);
    const most = run.ends.reduce((best, end) => (end.count > (best?.count ?? 0) ? end : best), null);
    if (!most) return "";
    const text = page.t("ends.says", { reason: page.name("end_reason", most.reason), all: page.number(all), number: page.number(most.count) });
    return runs.length > 1 ? page.t("ends.says.run", { name: nameRun(page, run), text }) : text;
  };
  return makeFigure(page, {
    id: "reasons-of-ends", title: page.t("ends.figure"),
    says: runs.map(sayEnds).filter(Boolean).join(" "),
    height: (width) => measureForest(groups(width), width, true), option: (look, width) => drawForest(page, look, width, groups(width), { axis: { tick: (value) => page.tick(value, "partnership") } }),
    table: () => ({ columns: [{ key: "variant", label: page.t("column.variant") }, { key: "replicate", label: page.t("column.replicate") }, { key: "reason", label: page.t("column.reason") }, { key: "count", label: page.t("column.count") }],
      rows: runs.flatMap((run) => reasons.map((reason) => [page.data.variants[run.variant].name || page.data.title, run.replicate, page.word("end_reason", reason), count(run, reason)])) }),
  }).element;
}

export function build(page) {
  const runs = page.data.agents ?? [];
  const observed = runs.filter((run) => run.survival?.age_months?.length > 1);
  const [ended, standing] = [findPlaces(page, ["partnerships_ended"]), findPlaces(page, ["partnerships_by_governance", "mean_degree_by_level"])];
  if (observed.length + ended.length + standing.length === 0) return null;
  return makeSection(page, "partnerships", page.t("partnerships"), [page.t("partnerships.intro"), observed.length ? sayWhichRuns(page, observed) : null],
    observed.length ? [makeSurvival(page, observed), makeReasons(page, runs.filter((run) => run.ends))] : null,
    ended.length ? makeEnds(page, "ends-by-reason", ended) : null,
    standing.length ? makePlacesOverTime(page, "partnerships-by-kind", standing) : null);
}
