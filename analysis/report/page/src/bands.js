// Lines over months with bands around them, and what happened meanwhile.
import { measureText } from "./axes.js";
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

// What begins in each month, in words.
function nameStarts(page, entries) {
  const starts = new Map();
  for (const entry of entries) {
    const name = page.isolated(entry.name || page.name(entry.kind === "shock" ? "shock" : "lever", entry.what));
    starts.set(entry.start_month, [...new Set([...(starts.get(entry.start_month) ?? []), name])]);
  }
  return [...starts].sort(([a], [b]) => a - b).map(([month, names]) => ({ month, name: page.inChart(names.join(", ")) }));
}

// A name beside its line, on the side where there is room, cut if there is not enough; names that might meet stand below one another.
function placeName(look, text, x, { x: left, y, width }, row) {
  const [before, after] = [x - left - 6, left + width - x - 6];
  const right = measureText(look, text, 12, 400) <= after || after >= before;
  return { text, x: x + (right ? 5 : -5), y: y + 3 + 15 * (row % 3), align: right ? "left" : "right", width: Math.max(20, right ? after : before), overflow: "truncate" };
}

/** Policies and shocks on the months: a line where one begins, with its name, and a shade while a shock lasts. */
export function makeEvents(page, look) {
  const last = page.data.months.at(-1);
  const entries = (page.data.setup?.calendar ?? []).filter((entry) => entry.start_month <= last);
  if (entries.length === 0) return [];
  const starts = nameStarts(page, entries);
  const shades = entries.filter((entry) => entry.kind === "shock" && entry.end_month !== null && entry.end_month > entry.start_month);
  const font = `12px ${look.font}`;
  const draw = (params, api) => {
    const { y, height } = params.coordSys;
    const x = (month) => api.coord([month, 0])[0];
    return {
      type: "group",
      children: [
        ...shades.map((entry) => ({ type: "rect", shape: { x: x(entry.start_month), y, width: x(Math.min(last, entry.end_month)) - x(entry.start_month), height }, style: { fill: look.neutral, opacity: 0.12 } })),
        ...starts.flatMap(({ month, name }, k) => [
          { type: "line", shape: { x1: x(month), y1: y, x2: x(month), y2: y + height }, style: { stroke: look.neutral, lineWidth: 1.5, lineDash: [3, 3] } },
          { type: "text", style: { ...placeName(look, name, x(month), params.coordSys, k), fill: look.faint, stroke: look.paper, lineWidth: 3, font } },
        ]),
      ],
    };
  };
  return [{ type: "custom", name: "", silent: true, data: [[page.data.months[0], 0]], encode: { x: 0, y: -1 }, clip: true, z: 2, tooltip: { show: false }, renderItem: draw }];
}
