// Axes, legends and tips in the page's look, the same in all charts.

const axisText = (look) => ({ color: look.faint, fontFamily: look.font, fontSize: 13 });

/** Months along x: labelled in years once a run has more than two of them. */
export function timeAxis(page, look) {
  const { months } = page.data;
  const last = months.at(-1);
  const inYears = last > 24;
  return {
    type: "value", min: months[0], max: last, interval: inYears ? 12 * Math.max(1, Math.ceil(last / 12 / 10)) : undefined,
    name: page.inChart(page.t(inYears ? "axis.years" : "axis.months")), nameLocation: "middle", nameGap: 30, nameTextStyle: axisText(look),
    axisLabel: { ...axisText(look), hideOverlap: true, formatter: (month) => String(inYears ? month / 12 : month) },
    axisLine: { lineStyle: { color: look.neutral } }, axisTick: { lineStyle: { color: look.neutral } }, splitLine: { show: false },
  };
}

/** Values of a unit. `name` stands above the axis. Axes of shares and counts need not begin at 0 unless `fromZero`. */
export function valueAxis(page, look, unit, options = {}) {
  const { fromZero, name, ...rest } = options;
  return {
    type: "value", scale: !fromZero, splitNumber: 4,
    name, nameLocation: "end", nameTextStyle: { ...axisText(look), align: "left" },
    axisLabel: { ...axisText(look), formatter: (value) => page.tick(value, unit) },
    axisLine: { show: false }, axisTick: { show: false }, splitLine: { lineStyle: { color: look.line } },
    ...rest,
  };
}

/** Names along an axis. */
export function nameAxis(page, look, names, options = {}) {
  return {
    type: "category", data: names, axisLabel: { ...axisText(look), color: look.ink, interval: 0 },
    axisLine: { lineStyle: { color: look.neutral } }, axisTick: { show: false }, ...options,
  };
}

let ruler = null;

/** How wide a text is in a chart, px. */
export function measureText(look, text, size = 14, weight = 600) {
  ruler ??= document.createElement("canvas").getContext("2d");
  ruler.font = `${weight} ${size}px ${look.font}`;
  return ruler.measureText(text).width;
}

const legendRow = 26;  // px

// The entries of a legend (names, or what has one) row by row, as they wrap in a chart of this width.
function wrapLegend(look, entries, width) {
  const rows = [];
  let used = 0;
  for (const entry of entries) {
    const needs = measureText(look, entry.name ?? entry, 14, 400) + 26 + 5 + 16;
    if (rows.length === 0 || used + needs - 16 > width) {
      rows.push([]);
      used = 0;
    }
    rows.at(-1).push(entry);
    used += needs;
  }
  return rows;
}

/** How high a legend of these names is. 0 without names. */
export const measureLegend = (look, names, width) => legendRow * wrapLegend(look, names, width).length;

/**
 * A legend along the top of a chart of this width, read from the side where the language begins. ECharts lays entries from left
 * to right alone: from right to left each row is a legend of its own, turned round.
 */
export function legend(page, look, width, options = {}) {
  const rtl = page.direction === "rtl";
  const whole = {
    show: true, type: "plain", top: 0, [rtl ? "right" : "left"]: 0, align: rtl ? "right" : "left", itemWidth: 26, itemGap: 16, padding: 0,
    textStyle: { color: look.ink, fontFamily: look.font, fontSize: 14 }, inactiveColor: look.line, ...options,
  };
  if (!rtl || whole.type !== "plain") return whole;
  const rows = wrapLegend(look, whole.data, width);
  return rows.map((data, k) => ({
    ...whole, data: [...data].reverse(),
    ...(whole.top === undefined ? { bottom: whole.bottom + legendRow * (rows.length - 1 - k) } : { top: whole.top + legendRow * k }),
  }));
}

/** A tip at the pointer. `rows(param or params)` returns lines of text; nothing in them is read as HTML. */
export function tip(page, look, rows, options = {}) {
  return {
    confine: true, backgroundColor: look.paper, borderColor: look.neutral, padding: 10,
    textStyle: { color: look.ink, fontFamily: look.font, fontSize: 14 },
    extraCssText: `direction:${page.direction};text-align:start;white-space:normal;max-width:20rem;`,
    formatter(params) {
      const box = document.createElement("div");
      for (const line of rows(params)) box.append(Object.assign(document.createElement("div"), { textContent: line }));
      return box;
    },
    ...options,
  };
}
