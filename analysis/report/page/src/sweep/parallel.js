// Parallel coordinates: one line per point of the design through its factors to its outcome. Axes lie one below the other, so
// that their names can be read on a phone too. Ranges on axes filter: by drawing on them, or by typing (ranges.js).
import { colourAt } from "../look.js";
import { unitOfFactor } from "./outcomes.js";

/** Axes of the picture: [] {key, label, unit, values: [point], of: "factor" | "outcome"}; the outcome comes last. */
export function axesOf(page, factors, outcome) {
  const { points, sensitivity } = page.data;
  const named = factors.map((place) => {
    const { path, unit, logarithmic, low, high } = sensitivity?.factors[place] ?? { path: String(place), unit: "1" };
    return { key: path, label: page.isolated(path), unit: unitOfFactor(unit), logarithmic, low, high, values: points.factors[place], of: "factor" };
  });
  return [...named, { key: outcome.measure + (outcome.place ? `.${outcome.place}` : ""), label: page.measure(outcome.measure, outcome.place), unit: page.unit(outcome.measure), values: outcome.values, of: "outcome" }];
}

/** Places of points that lie within all ranges: {axis key: [lowest, highest], either may be null}. */
export function within(axes, ranges) {
  const kept = [];
  const count = axes[0]?.values.length ?? 0;
  const fits = (axis, p) => {
    const [low, high] = ranges[axis.key] ?? [null, null];
    const value = axis.values[p];
    if (low === null && high === null) return true;
    return value !== null && (low === null || value >= low) && (high === null || value <= high);
  };
  for (let p = 0; p < count; ++p) if (axes.every((axis) => fits(axis, p))) kept.push(p);
  return kept;
}

// The colour of a point: where its outcome lies between the lowest and the highest. The palest stop would not show on paper.
function coloursOf(look, values) {
  const known = values.filter((value) => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return values.map((value) => (value === null ? look.line : colourAt(look.sequential.slice(1), high > low ? (value - low) / (high - low) : 0.5)));
}

export const heightOfAxes = (axes) => 40 + 62 * axes.length;

const frame = { left: 16, right: 24, top: 40, bottom: 30 };  // px

// A factor's axis is its range, where the data say so; others reach from their lowest to their highest value.
function extentOf({ low, high, values }) {
  if (Number.isFinite(low) && Number.isFinite(high) && low < high) return [low, high];
  const known = values.filter((value) => value !== null);
  const [from, to] = [Math.min(...known), Math.max(...known)];
  return from < to ? [from, to] : [from - 1, to + 1];
}

const isLogarithmic = (axis) => Boolean(axis.logarithmic) && axis.values.every((value) => value > 0);

const heightAt = (axes, k) => frame.top + (k / (axes.length - 1)) * (heightOfAxes(axes) - frame.top - frame.bottom);

/** The axis at so many pixels from the top, if one is near. */
export const axisNear = (axes, y) => axes.find((_, k) => Math.abs(heightAt(axes, k) - y) <= 10) ?? null;

// The chosen range of an axis, as a bar on it. ECharts would show only those drawn by hand.
function markRange(axis, k, axes, range, look, wide) {
  const scale = isLogarithmic(axis) ? Math.log : (value) => value;
  const [from, to] = extentOf(axis);
  const length = wide - frame.left - frame.right;
  const at = (value) => frame.left + (Math.min(1, Math.max(0, (scale(value) - scale(from)) / (scale(to) - scale(from))))) * length;
  const y = heightAt(axes, k);
  const [x1, x2] = [at(range[0] ?? from), at(range[1] ?? to)];
  return { type: "rect", silent: true, z: 100, shape: { x: x1, y: y - 8, width: Math.max(2, x2 - x1), height: 16 }, style: { fill: look.accent, opacity: 0.3, stroke: look.accent } };
}

const markRanges = (axes, ranges, look, wide) =>
  axes.map((axis, k) => ({ axis, k, range: ranges[axis.key] })).filter(({ range }) => range?.some((end) => end !== null))
    .map(({ axis, k, range }) => markRange(axis, k, axes, range, look, wide));

export function parallelOption(page, axes, ranges, look, wide) {
  const count = axes[0].values.length;
  const kept = new Set(within(axes, ranges));
  const colours = coloursOf(look, axes.at(-1).values);
  const opacity = Math.max(0.06, Math.min(0.75, 60 / Math.max(1, kept.size)));
  const order = Array.from({ length: count }, (_, p) => p).sort((a, b) => Number(kept.has(a)) - Number(kept.has(b)));
  return {
    graphic: { elements: markRanges(axes, ranges, look, wide) },
    parallel: { layout: "vertical", ...frame, parallelAxisDefault: { realtime: false } },
    parallelAxis: axes.map((axis, dim) => ({
      id: axis.key, dim, type: isLogarithmic(axis) ? "log" : "value", min: extentOf(axis)[0], max: extentOf(axis)[1],
      name: page.inChart(axis.label), nameLocation: "start", nameGap: 0,
      nameTextStyle: { color: look.ink, fontWeight: axis.of === "outcome" ? "bold" : "normal", fontSize: 13, align: "left", verticalAlign: "bottom", padding: [0, 0, 8, 0], textBorderColor: look.paper, textBorderWidth: 4 },
      axisLabel: { color: look.faint, hideOverlap: true, showMinLabel: axis.of === "factor", showMaxLabel: axis.of === "factor", formatter: (value) => page.tick(value, axis.unit), textBorderColor: look.paper, textBorderWidth: 3 },
      axisLine: { lineStyle: { color: look.neutral, width: 1.5 } }, axisTick: { lineStyle: { color: look.neutral } }, splitNumber: wide < 480 ? 3 : 6, minorTick: { show: false },
      areaSelectStyle: { width: 18, borderWidth: 1, borderColor: look.accent, color: look.accent, opacity: 0.25 },
    })),
    series: [{
      type: "parallel", silent: true, smooth: false, progressive: 0, inactiveOpacity: opacity, activeOpacity: opacity,
      data: order.map((p) => ({
        value: axes.map((axis) => axis.values[p]),
        lineStyle: kept.has(p) ? { color: colours[p], width: 1.5, opacity } : { color: look.line, width: 1, opacity: 0.25 },
      })),
    }],
  };
}

export function pointsTable(page, axes, ranges) {
  const { points } = page.data;
  const many = page.data.variants.length > 1;
  return {
    columns: [{ key: "point", label: page.t("sweep.point") }, ...(many ? [{ key: "variant", label: page.t("column.variant") }] : []), ...axes.map(({ key, label, unit, of }) => ({ key, label, unit: of === "outcome" ? unit : undefined }))],
    rows: within(axes, ranges).map((p) => [p, ...(many ? [page.data.variants[points.variant[p]].name] : []), ...axes.map((axis) => axis.values[p])]),
  };
}
