// Bars over months, one row per thing: partnerships from proposal to signing to end, memberships, policies and shocks.
import { tip } from "../axes.js";

// A bar in its row; what runs on beyond the last month ends in an arrow.
function drawSpan(params, api, span, bar) {
  const [x, y] = api.coord([span.from, api.value(0)]);
  const right = api.coord([span.to, api.value(0)])[0];
  const height = Math.min(18, api.size([0, 1])[1] * 0.6);
  const width = Math.max(2, right - x);
  const edge = params.coordSys.x + params.coordSys.width;
  const style = span.pale
    ? { fill: span.colour, opacity: 0.25, stroke: span.colour, lineDash: [4, 3], lineWidth: 1 }
    : { fill: span.colour };
  const children = [{ type: "rect", shape: { x, y: y - height / 2, width, height, r: 2 }, style, transition: [] }];
  if (span.pale) children.push({ type: "rect", shape: { x, y: y - height / 2, width, height, r: 2 }, style: { fill: "none", stroke: span.colour, lineDash: [4, 3], lineWidth: 1 } });
  if (span.on) children.push({ type: "polygon", shape: { points: [[edge, y - height / 2], [edge + 8, y], [edge, y + height / 2]] }, style: { fill: span.colour, opacity: span.pale ? 0.4 : 1 } });
  if (span.end) children.push({ type: "line", shape: { x1: right, x2: right, y1: y - height / 2 - 3, y2: y + height / 2 + 3 }, style: { stroke: bar, lineWidth: 2 } });
  return { type: "group", children };
}

/** Pixels that so many rows need. */
export const heightOfRows = (rows) => 56 + 28 * Math.max(1, rows);

/**
 * rows: [] {label, spans: [] {from, to (months), colour, pale (not yet signed), on (goes on), end (a stroke at its end), tip (lines)}};
 * months: [first, last] of the axis; at: a month to mark, or null.
 */
export function spanOption(page, look, wide, { rows, months, at }) {
  const spans = rows.flatMap((row, k) => row.spans.map((span) => ({ ...span, row: k })));
  const room = Math.round(Math.min(300, wide * 0.36));
  return {
    grid: { left: room + 12, right: 28, top: 8, bottom: 36, containLabel: false },
    xAxis: {
      type: "value", min: months[0], max: months[1], name: page.inChart(page.t("column.month")), nameLocation: "middle", nameGap: 22,
      nameTextStyle: { color: look.faint }, axisLabel: { color: look.faint, hideOverlap: true }, splitLine: { lineStyle: { color: look.line } }, axisLine: { show: false },
    },
    yAxis: {
      type: "category", inverse: true, data: rows.map((row) => page.inChart(row.label)), axisTick: { show: false }, axisLine: { lineStyle: { color: look.line } },
      axisLabel: { color: look.ink, width: room, overflow: "truncate", interval: 0 },
    },
    tooltip: tip(page, look, (item) => spans[item.dataIndex]?.tip ?? []),
    series: [{
      type: "custom",
      encode: { x: [1, 2], y: 0 },
      clip: false,
      data: spans.map((span) => [span.row, span.from, span.to]),
      renderItem: (params, api) => drawSpan(params, api, spans[params.dataIndex], look.ink),
      markLine: at === null || at === undefined ? undefined : { symbol: "none", silent: true, label: { show: false }, lineStyle: { color: look.accent, type: "dashed" }, data: [{ xAxis: at }] },
    }],
  };
}
