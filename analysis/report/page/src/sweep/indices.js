// Sensitivity bars with their intervals, and for Morris the scatter of mean against spread of effects.
import { legend, nameAxis, tip, valueAxis } from "../axes.js";
import { breakPath, byImportance, familyOf, indicesOf, nameOfIndex } from "./outcomes.js";

const mostBars = 20;

const pathsOf = (page) => page.data.sensitivity.factors.map(({ path }) => path);

// Bars of one index: each its own shape, so that the whisker lies on its bar. Custom data: [value, place, lower, upper].
function barsOf(look, name, data, slot, slots) {
  const colour = look.series[slot];
  return {
    type: "custom", name, data, color: colour, encode: { x: [0, 2, 3], y: 1 }, clip: true,
    renderItem: (params, api) => {
      const room = api.size([0, 1])[1] * 0.7;
      const height = room / slots;
      const [x, middle] = api.coord([api.value(0), api.value(1)]);
      const y = middle - room / 2 + slot * height;
      const zero = api.coord([0, 0])[0];
      const children = [{
        type: "rect", shape: { x: Math.min(x, zero), y: y + 1, width: Math.abs(x - zero), height: height - 2 },
        style: slot ? { fill: colour, opacity: 0.6, stroke: colour, lineDash: [3, 2] } : { fill: colour },
      }];
      const [lower, upper] = [api.value(2), api.value(3)];
      if (Number.isFinite(lower) && Number.isFinite(upper)) {
        const [from, to] = [api.coord([lower, 0])[0], api.coord([upper, 0])[0]];
        const at = y + height / 2;
        const line = (x1, y1, x2, y2) => ({ type: "line", shape: { x1, y1, x2, y2 }, style: { stroke: look.ink, lineWidth: 1.5 } });
        children.push(line(from, at, to, at), line(from, at - 4, from, at + 4), line(to, at - 4, to, at + 4));
      }
      return { type: "group", children };
    },
  };
}

// Factors that the outcome has indices of, what matters most first.
const drawnOf = (page, outcome) => {
  const known = indicesOf(outcome, familyOf(outcome)[0]);
  return byImportance(outcome, pathsOf(page)).filter((place) => known.has(place)).slice(0, mostBars);
};

export const heightOfBars = (page, outcome) => 72 + 40 * Math.max(1, drawnOf(page, outcome).length);

// Effects by Morris have the outcome's unit, other indices none.
const unitOfIndex = (page, outcome, index) => (["mu", "mu_star", "sigma"].includes(index) ? page.unit(outcome.measure) : "1");

function writeIndex(page, outcome, index, one) {
  const unit = unitOfIndex(page, outcome, index);
  const value = page.estimate(one.value, one.lower, one.upper, unit, { difference: true });
  return one.lower === null || one.lower === undefined ? value : page.t("effect.number", { value, range: page.range(one.lower, one.upper, unit, { difference: true, value: one.value }) });
}

export function barsOption(page, outcome, look, wide) {
  const paths = pathsOf(page);
  const family = familyOf(outcome);
  const order = drawnOf(page, outcome);
  const sets = family.map((index) => indicesOf(outcome, index));
  const series = family.map((index, slot) => barsOf(look, page.inChart(nameOfIndex(page, index)),
    order.map((place, k) => [sets[slot].get(place)?.value ?? NaN, k, sets[slot].get(place)?.lower ?? NaN, sets[slot].get(place)?.upper ?? NaN]), slot, family.length));
  const narrow = wide < 560;
  return {
    legend: family.length < 2 ? undefined : legend(page, look, wide, { data: family.map((index) => page.inChart(nameOfIndex(page, index))), itemWidth: 16 }),
    grid: { left: 4, right: 24, top: family.length < 2 ? 8 : 40, bottom: 8, outerBoundsMode: "same", outerBoundsContain: "all" },
    xAxis: valueAxis(page, look, unitOfIndex(page, outcome, family[0]), { fromZero: true, ...(family[0] === "mu_star" ? { min: 0 } : {}) }),
    yAxis: nameAxis(page, look, order.map((place) => breakPath(page, paths[place], narrow ? 16 : 34)), { inverse: true, axisLabel: { color: look.ink, fontFamily: look.font, fontSize: 13, lineHeight: 15, interval: 0 } }),
    tooltip: tip(page, look, ({ seriesIndex, dataIndex }) => {
      const place = order[dataIndex];
      return [page.isolated(paths[place]), meaningOf(page, place), `${nameOfIndex(page, family[seriesIndex])}: ${writeIndex(page, outcome, family[seriesIndex], sets[seriesIndex].get(place) ?? {})}`].filter(Boolean);
    }),
    series,
  };
}

const meaningOf = (page, place) => page.isolated(page.data.sensitivity.factors[place].meaning ?? "");

/** One row per factor: its range, and every index that the data have, with interval. */
export function indicesTable(page, outcome) {
  const { factors } = page.data.sensitivity;
  const indices = [...new Set(outcome.indices.map(({ index }) => index))];
  const ends = (index) => [["", ""], ["_lower", "column.lower"], ["_upper", "column.upper"]].map(([suffix, label]) =>
    ({ key: `${index}${suffix}`, unit: unitOfIndex(page, outcome, index), difference: true, label: label ? `${nameOfIndex(page, index)}, ${page.t(label)}` : nameOfIndex(page, index) }));
  const sets = indices.map((index) => indicesOf(outcome, index));
  return {
    columns: [{ key: "factor", label: page.t("sweep.factor") }, { key: "meaning", label: page.t("sweep.meaning") }, { key: "low", label: page.t("sweep.low") },
      { key: "high", label: page.t("sweep.high") }, { key: "unit", label: page.t("sweep.unit") }, ...indices.flatMap(ends)],
    rows: byImportance(outcome, factors).filter((place) => sets.some((set) => set.has(place))).map((place) => {
      const { path, meaning, low, high, unit } = factors[place];
      return [path, meaning ?? null, low, high, unit, ...sets.flatMap((set) => [set.get(place)?.value ?? null, set.get(place)?.lower ?? null, set.get(place)?.upper ?? null])];
    }),
  };
}

export const hasMorris = (outcome) => outcome.indices.some(({ index }) => index === "mu_star") && outcome.indices.some(({ index }) => index === "sigma");

/** Far right: matters. High up: its effect differs from place to place, by bends or by other factors. */
export function scatterOption(page, outcome, look, wide) {
  const paths = pathsOf(page);
  const [across, up] = [indicesOf(outcome, "mu_star"), indicesOf(outcome, "sigma")];
  const order = byImportance(outcome, paths).filter((place) => across.has(place));
  const unit = page.unit(outcome.measure);
  const labelled = order.slice(0, 8);
  return {
    grid: { left: 4, right: Math.round(Math.min(220, wide * 0.3)), top: 36, bottom: 28, outerBoundsMode: "same", outerBoundsContain: "all" },
    xAxis: valueAxis(page, look, unit, { fromZero: true, min: 0, name: page.inChart(nameOfIndex(page, "mu_star")), nameLocation: "middle", nameGap: 30 }),
    yAxis: valueAxis(page, look, unit, { fromZero: true, min: 0, name: page.inChart(nameOfIndex(page, "sigma")) }),
    tooltip: tip(page, look, ({ data }) => [data.name, `${nameOfIndex(page, "mu_star")}: ${page.number(data.value[0], unit, { difference: true })}`, `${nameOfIndex(page, "sigma")}: ${page.number(data.value[1], unit, { difference: true })}`]),
    series: [{
      type: "scatter", symbolSize: 10, itemStyle: { color: look.series[0] },
      data: order.map((place) => ({
        name: page.isolated(paths[place]), value: [across, up].map((index) => (index.has(place) ? Math.max(0, index.get(place).value) : null)),
        label: { show: labelled.includes(place), formatter: page.isolated(paths[place]), position: "right", distance: 9, color: look.ink, fontSize: 12, textBorderColor: look.paper, textBorderWidth: 3, width: Math.round(Math.min(210, wide * 0.5)), overflow: "truncate" },
        labelLine: { show: true, length2: 6, lineStyle: { color: look.neutral } },
      })),
      labelLayout: { moveOverlap: "shiftY" },
    }],
  };
}
