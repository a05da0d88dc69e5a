// An organisation over the snapshots: money, volunteers, partners, trust.
import { legend, tip } from "../axes.js";
import { standing, trustOf } from "./people.js";

// One value per snapshot; null while it is not open.
function seriesOf(run, organisation) {
  const { money_usd, volunteers, partners } = run.organisations;
  const open = run.months.map((_, s) => standing(run, organisation, s) === "open");
  const over = (read) => run.months.map((_, s) => (open[s] ? read(s) : null));
  const trust = run.months.map((_, s) => (open[s] ? trustOf(run, organisation, s) : { given: null, received: null }));
  return {
    money: over((s) => money_usd[s][organisation]),
    volunteers: over((s) => volunteers[s][organisation]),
    partners: over((s) => partners[s][organisation]),
    given: trust.map(({ given }) => given),
    received: trust.map(({ received }) => received),
  };
}

const panels = [
  { title: "life.money", unit: "usd", series: ["money"] },
  { title: "life.volunteers", unit: "person", series: ["volunteers"] },
  { title: "life.partners", unit: "organisation", series: ["partners"] },
  { title: "life.trust", unit: "share", series: ["given", "received"] },
];

const columnsOf = (wide) => (wide >= 620 ? 2 : 1);
export const heightOfCharts = (wide) => (columnsOf(wide) === 2 ? 420 : 760);

/** at: the month to mark. */
export function chartsOption(page, run, organisation, at, look, wide) {
  const columns = columnsOf(wide);
  const lines = panels.length / columns;
  const values = seriesOf(run, organisation);
  const place = (k) => ({
    left: columns === 1 ? 64 : k % 2 ? wide / 2 + 64 : 64,
    width: columns === 1 ? wide - 84 : wide / 2 - 84,
    top: `${(100 / lines) * Math.floor(k / columns) + 24 / lines}%`,
    height: `${60 / lines}%`,
  });
  const line = (name, k, j) => ({
    type: "line", name: page.inChart(page.t(`life.series.${name}`)), xAxisIndex: k, yAxisIndex: k, connectNulls: false, showSymbol: true,
    symbol: j ? "rect" : "circle", symbolSize: 6, itemStyle: { color: look.series[j] }, lineStyle: { color: look.series[j], width: 2, type: j ? [6, 4] : "solid" },
    data: run.months.map((month, s) => [month, values[name][s]]),
    markLine: j ? undefined : { symbol: "none", silent: true, label: { show: false }, lineStyle: { color: look.accent, type: "dashed" }, data: [{ xAxis: at }] },
  });
  const axis = { axisLabel: { color: look.faint, hideOverlap: true }, axisLine: { lineStyle: { color: look.line } } };
  return {
    legend: legend(page, look, wide, { data: ["given", "received"].map((name) => page.inChart(page.t(`life.series.${name}`))), top: undefined, bottom: 0 }),
    tooltip: tip(page, look, (items) => tipOf(page, items), { trigger: "axis" }),
    grid: panels.map((_, k) => place(k)),
    xAxis: panels.map((_, k) => ({ ...axis, type: "value", gridIndex: k, min: run.months[0], max: run.months.at(-1), splitLine: { show: false } })),
    yAxis: panels.map(({ title, unit }, k) => ({
      ...axis, type: "value", gridIndex: k, name: page.inChart(page.t(title)), nameGap: 8, nameTextStyle: { color: look.ink, align: "left", fontWeight: "bold" },
      axisLabel: { color: look.faint, formatter: (value) => page.tick(value, unit) }, splitNumber: 3, minInterval: unit === "share" || unit === "usd" ? undefined : 1, splitLine: { lineStyle: { color: look.line } },
    })),
    series: panels.flatMap(({ series }, k) => series.map((name, j) => line(name, k, j))),
  };
}

const unitOfSeries = (name, page) => panels.find(({ series }) => series.some((key) => page.inChart(page.t(`life.series.${key}`)) === name))?.unit;

function tipOf(page, items) {
  const lines = items.filter(({ value }) => value[1] !== null).map(({ seriesName, value }) => `${seriesName}: ${page.number(value[1], unitOfSeries(seriesName, page))}`);
  return [page.month(items[0].value[0]), ...lines];
}

export function chartsTable(page, run, organisation) {
  const values = seriesOf(run, organisation);
  const names = panels.flatMap(({ series, unit }) => series.map((name) => ({ name, unit })));
  return {
    columns: [{ key: "month", label: page.t("column.month") }, ...names.map(({ name, unit }) => ({ key: name, label: page.t(`life.series.${name}`), unit, plain: unit !== "share" }))],
    rows: run.months.map((month, s) => [month, ...names.map(({ name }) => values[name][s])]),
  };
}
