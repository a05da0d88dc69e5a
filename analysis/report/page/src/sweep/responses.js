// Response curves: the mean of an outcome along each factor, over everything else, with a band of 95 %.
import { tip, valueAxis } from "../axes.js";
import { makeBand } from "../bands.js";
import { breakPath, unitOfFactor } from "./outcomes.js";

const mostCurves = 12;

/** Curves of an outcome, what matters most first. order: places of factors. */
export const curvesOf = (page, isWanted, order) =>
  (page.data.responses ?? []).filter(isWanted).sort((a, b) => order.indexOf(a.factor) - order.indexOf(b.factor)).slice(0, mostCurves);

const columnsOf = (wide, curves) => Math.max(1, Math.min(curves, wide >= 760 ? 3 : wide >= 480 ? 2 : 1));

export const heightOfCurves = (wide, curves) => 210 * Math.ceil(curves / columnsOf(wide, curves)) + 16;

const factorsOf = (page) => page.data.sensitivity?.factors ?? [];

// All panels share the range of values, so that a flat curve looks flat.
function rangeOf(curves) {
  const values = curves.flatMap(({ lower, upper, mean }) => [...lower, ...upper, ...mean]).filter((value) => value !== null);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (high - low || Math.abs(high) || 1) * 0.05;
  return { min: low - room, max: high + room };
}

export function curvesOption(page, curves, look, wide) {
  if (!curves.length) return {};
  const columns = columnsOf(wide, curves.length);
  const unit = page.unit(curves[0].measure);
  const range = rangeOf(curves);
  const [left, gap] = [58, 24];
  const width = (wide - 8) / columns - left - gap;
  const axis = (k) => ({ gridIndex: k, axisLabel: { color: look.faint, hideOverlap: true, fontSize: 12 } });
  return {
    grid: curves.map((_, k) => ({ left: 4 + (k % columns) * (left + width + gap) + left, width, top: 210 * Math.floor(k / columns) + 44, height: 122 })),
    xAxis: curves.map((curve, k) => {
      const { path, unit: unitOf, logarithmic, low, high } = factorsOf(page)[curve.factor] ?? { path: String(curve.factor) };
      return {
        ...axis(k), axisLabel: { ...axis(k).axisLabel, formatter: (value) => page.tick(value, unitOfFactor(unitOf)) }, type: logarithmic ? "log" : "value", min: low ?? "dataMin", max: high ?? "dataMax", name: breakPath(page, path, Math.max(14, Math.floor(width / 7))), nameLocation: "middle", nameGap: 22,
        nameTextStyle: { color: look.ink, fontSize: 12, lineHeight: 14, verticalAlign: "top" }, splitNumber: 4, splitLine: { show: false }, axisLine: { onZero: false, lineStyle: { color: look.neutral } },
      };
    }),
    yAxis: curves.map((_, k) => ({ ...valueAxis(page, look, unit, range), ...axis(k), axisLabel: { color: look.faint, fontSize: 12, showMinLabel: false, showMaxLabel: false, formatter: (value) => page.tick(value, unit) } })),
    tooltip: tip(page, look, (params) => tipOf(page, curves, [params].flat()[0], unit), { trigger: "axis" }),
    series: curves.flatMap((curve, k) => [
      { ...makeBand(curve.x, curve.lower, curve.upper, look.series[0], 0.25), xAxisIndex: k, yAxisIndex: k },
      { type: "line", xAxisIndex: k, yAxisIndex: k, name: String(k), color: look.series[0], symbol: "circle", symbolSize: 5, showSymbol: true, lineStyle: { width: 2 }, emphasis: { disabled: true }, data: curve.x.map((x, b) => [x, curve.mean[b]]) },
    ]),
  };
}

function tipOf(page, curves, param, unit) {
  const curve = curves[Number(param?.seriesName)];
  if (!curve) return [];
  const b = param.dataIndex;
  const factor = factorsOf(page)[curve.factor];
  return [`${page.isolated(factor?.path ?? "")}: ${page.number(curve.x[b], unitOfFactor(factor?.unit), { plain: true })}`,
    curve.lower[b] === null ? page.number(curve.mean[b], unit) : page.t("sweep.tip", { value: page.number(curve.mean[b], unit), range: page.range(curve.lower[b], curve.upper[b], unit, { value: curve.mean[b] }) }),
    page.t("sweep.tip_runs", { count: curve.runs[b], number: page.number(curve.runs[b]) })];
}

export function curvesTable(page, curves) {
  const unit = curves.length ? page.unit(curves[0].measure) : "";
  return {
    columns: [{ key: "factor", label: page.t("sweep.factor") }, { key: "x", label: page.t("sweep.value") }, ...["mean", "lower", "upper"].map((key) => ({ key, label: page.t(`column.${key}`), unit })), { key: "runs", label: page.t("column.runs") }],
    rows: curves.flatMap((curve) => curve.x.map((x, b) => [factorsOf(page)[curve.factor]?.path ?? String(curve.factor), x, curve.mean[b], curve.lower[b], curve.upper[b], curve.runs[b]])),
  };
}
