// Effects with their intervals, a row each, in groups: the name, a mark on its interval, the numbers, and what to think of it.
// A filled mark is a clear effect, a hollow one is not; each variant has its own shape.
import { measureText } from "./axes.js";

const headHeight = 34;

const isNarrow = (width) => width < 620;
const rowHeight = (width) => (isNarrow(width) ? 44 : 28);

/** The height that groups need. */
export function measureForest(groups, width, withAxis) {
  const rows = groups.reduce((sum, group) => sum + group.rows.length, 0);
  const heads = groups.reduce((sum, group) => sum + (group.title ? headHeight : 4), 0);
  return heads + rows * rowHeight(width) + (withAxis ? 46 : 12);
}

// Where columns stand, in pixels from the left, and mirrored for languages that begin at the right.
function layOut(look, width, rtl, rows, { names, words }) {
  const narrow = isNarrow(width);
  const name = names && !narrow ? Math.min(190, width * 0.22) : 0;
  const longest = Math.max(0, ...rows.map((row) => (row.number ? measureText(look, row.number, narrow ? 13 : 14, 400) : 0))) + 14;
  const number = narrow ? Math.min(Math.max(150, longest), width * 0.6) : Math.min(Math.max(185, longest), width * 0.4);
  const word = narrow || !words ? 0 : 92;
  const bars = rtl ? [number + word + 16, width - name - 12] : [name + 12, width - number - word - 16];
  return {
    narrow, bars,
    name: rtl ? width : 0, number: rtl ? number + word : width - number - word, word: rtl ? word : width - word,
    align: rtl ? "right" : "left",
  };
}

const shapes = {
  0: (x, y, r) => ({ type: "circle", shape: { cx: x, cy: y, r } }),
  1: (x, y, r) => ({ type: "rect", shape: { x: x - r, y: y - r, width: 2 * r, height: 2 * r } }),
  2: (x, y, r) => ({ type: "polygon", shape: { points: [[x, y - 1.2 * r], [x + 1.2 * r, y + r], [x - 1.2 * r, y + r]] } }),
  3: (x, y, r) => ({ type: "polygon", shape: { points: [[x, y - 1.3 * r], [x + 1.3 * r, y], [x, y + 1.3 * r], [x - 1.3 * r, y]] } }),
  4: (x, y, r) => ({ type: "polygon", shape: { points: [[x, y + 1.2 * r], [x + 1.2 * r, y - r], [x - 1.2 * r, y - r]] } }),
};

const line = (x1, y1, x2, y2, stroke, lineWidth, lineDash) => ({ type: "line", shape: { x1, y1, x2, y2 }, style: { stroke, lineWidth, lineDash } });

function writeText(look, text, x, y, align, options = {}) {
  return { type: "text", style: { text, x, y, align, verticalAlign: "middle", fill: look.ink, font: `${options.bold ? "600 " : ""}${options.size ?? 14}px ${look.font}`, width: options.width, overflow: options.width ? "truncate" : undefined, ...options.style } };
}

// The mark with its interval; ends beyond the scale are cut and get an arrow.
function drawMark(look, row, at, y) {
  const colour = look.series[row.series % look.series.length];
  const [low, high] = [at(row.lower), at(row.upper)];
  if (row.bar) return [{ type: "rect", shape: { x: Math.min(low, high), y: y - 7, width: Math.abs(high - low), height: 14 }, style: { fill: colour } }];
  const whisker = row.lower === null || row.upper === null ? [] : [line(low, y, high, y, colour, 2), line(low, y - 4, low, y + 4, colour, 2), line(high, y - 4, high, y + 4, colour, 2)];
  const shape = (shapes[row.series % 5] ?? shapes[0])(at(row.value), y, 5.5);
  return [...whisker, { ...shape, style: { fill: row.clear ? colour : look.paper, stroke: colour, lineWidth: 2 } }];
}

function drawRow(look, row, place, at, y) {
  const numberY = place.narrow && row.word ? y - 9 : y;
  const named = place.narrow && row.name;
  return [
    row.name && writeText(look, row.name, place.name, named ? y - 11 : y, place.align, { width: place.narrow ? place.bars[1] - place.bars[0] : 180, size: named ? 13 : 14, style: { fill: named ? look.faint : look.ink } }),
    row.value === null || row.value === undefined ? null : drawMark(look, row, at, named ? y + 8 : y),
    row.number && writeText(look, row.number, place.number, numberY, place.align, { size: place.narrow ? 13 : 14, style: { fill: row.value === null ? look.faint : look.ink } }),
    row.word && writeText(look, row.word, place.narrow ? place.number : place.word, place.narrow ? y + 10 : y, place.align, { style: { fill: row.clear ? look.ink : look.faint }, bold: row.clear, size: 13 }),
  ].flat().filter(Boolean);
}

// The scale of a group: both sides of 0 alike unless all is on one side of it.
function findScale(group, [left, right], common) {
  const ends = (common ?? group).rows.flatMap((row) => (row.value === null || row.value === undefined ? [] : [row.lower ?? row.value, row.upper ?? row.value, row.value])).concat(0);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const width = high - low || 1;
  return { low, high, at: (value) => left + 8 + ((value - low) / width) * (right - left - 16) };
}

// Texts as charts need them.
const inChart = (page, group) => ({
  title: group.title && page.inChart(group.title), shortTitle: group.shortTitle && page.inChart(group.shortTitle),
  rows: group.rows.map((row) => ({ ...row, name: row.name && page.inChart(row.name), number: row.number && page.inChart(row.number), word: row.word && page.inChart(row.word) })),
});

/**
 * Groups: [{title, shortTitle (where the other does not fit), rows: [{name, series (place of its variant), value, lower, upper, clear, number, word, bar}]}]; with `bar` a bar
 * from lower to upper instead of a mark. Without `axis` each
 * group has its own scale, since units differ; with axis {unit, tick} all share one.
 */
export function drawForest(page, look, width, given, { axis, names = true, words = true } = {}) {
  const groups = given.map((group) => inChart(page, group));
  const rtl = page.direction === "rtl";
  const place = layOut(look, width, rtl, groups.flatMap((group) => group.rows), { names, words });
  const common = axis ? { rows: groups.flatMap((group) => group.rows) } : null;
  const parts = [];
  let y = 0;
  for (const group of groups) {
    const { at } = findScale(group, place.bars, common);
    const title = group.title && group.shortTitle && measureText(look, group.title, place.narrow ? 13 : 14) > width - 8 ? group.shortTitle : group.title;
    if (title) parts.push(writeText(look, title, place.name, y + headHeight - 14, place.align, { bold: true, width: width - 8, size: place.narrow ? 13 : 14 }));
    y += group.title ? headHeight : 4;
    const zero = (from, to) => parts.push(line(at(0), from, at(0), to, look.neutral, 1, [3, 3]));
    const belowNames = place.narrow && group.rows.some((row) => row.name);
    if (!belowNames) zero(y, y + group.rows.length * rowHeight(width));
    for (const row of group.rows) {
      if (belowNames) zero(y + rowHeight(width) / 2 - 1, y + rowHeight(width) / 2 + 18);
      parts.push(...drawRow(look, row, place, at, y + rowHeight(width) / 2));
      y += rowHeight(width);
    }
  }
  if (axis) parts.push(...drawAxis(look, findScale(null, place.bars, common), place.bars, y + 6, axis));
  return drawPixels(parts);
}

function drawAxis(look, scale, [left, right], y, axis) {
  const span = scale.high - scale.low || 1;
  const rough = span / Math.max(2, Math.floor((right - left) / 90));
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * magnitude).find((each) => each >= rough);
  const ticks = [];
  for (let k = Math.ceil(scale.low / step); k * step <= scale.high + step * 1e-9; k += 1) ticks.push(k * step);
  return [line(left, y, right, y, look.neutral, 1), ...ticks.flatMap((tick) => [line(scale.at(tick), y, scale.at(tick), y + 5, look.neutral, 1),
    writeText(look, axis.tick(Number(tick.toPrecision(12))), scale.at(tick), y + 16, "center", { size: 13, style: { fill: look.faint } })])];
}

/** A chart of drawn parts in pixels: a custom series of one item. */
export function drawPixels(parts) {
  const hidden = { type: "value", min: 0, max: 1, show: false };
  return {
    grid: { left: 0, right: 0, top: 0, bottom: 0 }, xAxis: hidden, yAxis: hidden,
    series: [{ type: "custom", data: [[0, 0]], silent: true, clip: false, renderItem: () => ({ type: "group", children: parts }) }],
  };
}
