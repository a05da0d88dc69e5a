// Lines over months with bands around them, and what happened meanwhile.
import { dashes } from "./look.js";

/** A band between two series over x; null ends and begins it anew. One polygon for each stretch. */
export function makeBand(x, lower, upper, colour, opacity, name) {
  const data = x.map((at, k) => [at, lower[k], upper[k]]);
  const stretches = [];
  data.forEach((point, k) => {
    if (point[1] === null || point[2] === null) return;
    if (k === 0 || data[k - 1][1] === null || data[k - 1][2] === null) stretches.push([]);
    stretches.at(-1).push(point);
  });
  const draw = (api) => ({
    type: "group",
    children: stretches.map((points) => ({
      type: "polygon",
      shape: { points: [...points.map(([at, low]) => api.coord([at, low])), ...points.map(([at, , high]) => api.coord([at, high])).reverse()] },
      style: { fill: colour, opacity },
    })),
  });
  return {
    type: "custom", name, silent: true, data, encode: { x: 0, y: [1, 2] }, clip: true, z: 1, tooltip: { show: false },
    renderItem: (params, api) => (params.dataIndexInside === 0 ? draw(api) : null),
  };
}

/** A line over x; the place of a series decides its colour and its dash. */
export function makeLine(look, place, name, x, values, options = {}) {
  const few = x.length <= 12;
  return {
    type: "line", name, data: x.map((at, k) => [at, values[k]]), z: 3, symbol: "circle", symbolSize: 6, showSymbol: few,
    color: look.series[place % look.series.length], lineStyle: { width: 2.5, type: dashes[place % dashes.length] }, emphasis: { disabled: true },
    ...options,
  };
}

/** Policies and shocks on the months: a line where one begins, a shade while a shock lasts. Drawn by a series without data. */
export function makeEvents(page, look) {
  const entries = (page.data.setup?.calendar ?? []).filter((entry) => entry.start_month <= page.data.months.at(-1));
  if (entries.length === 0) return [];
  const starts = new Map();
  for (const entry of entries) starts.set(entry.start_month, [...(starts.get(entry.start_month) ?? []), page.isolated(entry.name || page.name(entry.kind === "shock" ? "shock" : "lever", entry.what))]);
  const shades = entries.filter((entry) => entry.kind === "shock" && entry.end_month !== null && entry.end_month > entry.start_month);
  return [{
    type: "line", name: "", data: [], silent: true, tooltip: { show: false },
    markLine: {
      symbol: "none", silent: true, animation: false, lineStyle: { color: look.neutral, type: [3, 3], width: 1.5 },
      data: [...starts].map(([month, names]) => ({ xAxis: month, label: { formatter: [...new Set(names)].join(", "), color: look.faint, fontFamily: look.font, fontSize: 12, position: month > page.data.months.at(-1) / 2 ? "insideEndBottom" : "insideEndTop", rotate: 0, align: month > page.data.months.at(-1) / 2 ? "right" : "left", padding: [0, 6] } })),
    },
    markArea: { silent: true, itemStyle: { color: look.neutral, opacity: 0.12 }, data: shades.map((entry) => [{ xAxis: entry.start_month }, { xAxis: entry.end_month }]) },
  }];
}
