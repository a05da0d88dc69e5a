// A measure along its axis (areas, groups, sectors): where each place stands at the end, and how it came there.
import { legend, measureLegend, timeAxis, tip, valueAxis } from "./axes.js";
import { makeEvents, makeLine } from "./bands.js";
import { makeList, makeRow } from "./choosers.js";
import { makeFigure } from "./figure.js";
import { drawForest, measureForest } from "./forest.js";
import { dashes } from "./look.js";

/** Parts of data.places of these measures, in this order. */
export const findPlaces = (page, measures) => measures.flatMap((measure) => (page.data.places ?? []).filter((part) => part.measure === measure));

/** A part with many places has values of fewer months. */
export const monthsOf = (page, part) => part.months ?? page.data.months;

/** Nothing to take a median or a mean of. */
export const isOneRun = (page) => page.data.variants.every(({ runs }) => runs.complete <= 1);
const single = (page) => page.data.variants.length === 1;

function chooseMeasure(page, parts, kept, redraw) {
  if (parts.length < 2) return null;
  const choices = parts.map((part, value) => ({ value, label: page.outcomeName(part) }));
  return (parts.length > 3 ? makeList : makeRow)(page.t("outcomes.choose"), choices, kept, redraw);
}

function chooseVariant(page, kept, redraw) {
  if (single(page)) return null;
  const choices = page.data.variants.map((_, value) => ({ value, label: page.variant(value) }));
  return (choices.length > 4 ? makeList : makeRow)(page.t("variant"), choices, kept, redraw);
}

// One row for each variant of each place; in runs one row for each place.
function makeRows(page, part, place) {
  const unit = page.unit(part.measure);
  return part.at_end.map((ends, variant) => {
    const { mean, lower, upper } = ends[place];
    const value = page.estimate(mean, lower, upper, unit, { plain: true });
    const number = lower === null || lower === upper ? value : page.t("effect.number", { value, range: page.range(lower, upper, unit, { plain: true, value: mean }) });
    return { name: page.variant(variant), series: variant, value: mean, lower, upper, clear: true, number };
  });
}

function makeGroups(page, part, width) {
  const names = part.names.map((name) => page.name(part.axis, name));
  if (!single(page) || width < 620) return names.map((title, k) => ({ title, rows: makeRows(page, part, k).map((row) => (single(page) ? { ...row, name: "" } : row)) }));
  return [{ title: "", rows: names.map((name, k) => ({ ...makeRows(page, part, k)[0], name })) }];
}

function writeExtremes(page, part, variant) {
  const unit = page.unit(part.measure);
  const found = part.names.map((name, k) => ({ name, mean: part.at_end[variant][k].mean })).filter(({ mean }) => mean !== null).sort((a, b) => b.mean - a.mean);
  if (found.length < 2) return "";
  const [most, least] = [found[0], found.at(-1)];
  const values = { most: page.nameInText(part.axis, most.name), most_value: page.number(most.mean, unit), least: page.nameInText(part.axis, least.name), least_value: page.number(least.mean, unit) };
  const text = page.t("places.says", values);
  return single(page) ? text : page.t("places.says.variant", { variant: page.variant(variant), text });
}

function tabulateEnds(page, part) {
  const unit = page.unit(part.measure);
  const number = (key) => ({ key, label: page.t(`column.${key}`), unit });
  return {
    columns: [{ key: part.axis, label: page.t("column.place") }, { key: "variant", label: page.t("column.variant") }, number("mean"), number("lower"), number("upper"), { key: "runs", label: page.t("column.runs") }],
    rows: part.names.flatMap((name, k) => part.at_end.map((ends, variant) => [page.word(part.axis, name), page.data.variants[variant].name || page.data.title, ends[k].mean, ends[k].lower, ends[k].upper, ends[k].runs])),
  };
}

/** Where each place stands at the end, with 95 % intervals. */
export function makeEnds(page, id, parts) {
  const kept = page.kept(id, 0);
  const chosen = () => parts[kept.value] ?? parts[0];
  const figure = makeFigure(page, {
    id, title: () => page.t("places.end", { measure: page.outcomeName(chosen()) }), says: () => writeExtremes(page, chosen(), page.data.baseline ?? 0),
    controls: [chooseMeasure(page, parts, kept, () => figure.redraw())].filter(Boolean),
    height: (width) => measureForest(makeGroups(page, chosen(), width), width, true),
    option: (look, width) => drawForest(page, look, width, makeGroups(page, chosen(), width), { axis: { tick: (value) => page.tick(value, page.unit(chosen().measure)) }, words: false }),
    table: () => tabulateEnds(page, chosen()), note: page.t(page.hasReplicates() ? "places.end.note" : "places.end.note.one", { months: page.window() }),
  });
  return figure.element;
}

function makeTimeOption(page, part, variant, look, width) {
  const months = monthsOf(page, part);
  const unit = page.unit(part.measure);
  const names = part.names.map((name) => page.inChart(page.name(part.axis, name)));
  const lines = part.names.map((_, k) => makeLine(look, k, names[k], months, part.series[variant][k].q50, { lineStyle: { width: 2, type: dashes[k % dashes.length] } }));
  const writeTip = (params) => {
    const month = months.indexOf(Math.round(params[0]?.axisValue ?? 0));
    return [page.month(months[month]), ...part.names.map((name, k) => `${page.name(part.axis, name)}: ${page.number(part.series[variant][k].q50[month], unit, { significant: 4 })}`)];
  };
  return {
    grid: { left: 4, right: 16, top: 20 + measureLegend(look, names, width), bottom: 8, outerBoundsMode: "same", outerBoundsContain: "all" },
    legend: legend(page, look, width, { data: names }), tooltip: tip(page, look, (params) => writeTip([params].flat()), { trigger: "axis", axisPointer: { type: "line", snap: true, lineStyle: { color: look.neutral } } }),
    xAxis: timeAxis(page, look), yAxis: valueAxis(page, look, unit), series: [...lines, ...makeEvents(page, look)],
  };
}

function tabulateTime(page, part, variant) {
  const unit = page.unit(part.measure);
  const number = (key) => ({ key, label: page.t(`column.${key}`), unit });
  return {
    columns: [{ key: "month", label: page.t("column.month") }, { key: part.axis, label: page.t("column.place") }, { key: "variant", label: page.t("column.variant") }, ...["mean", "q25", "q50", "q75"].map(number)],
    rows: part.series[variant].flatMap((series, k) => monthsOf(page, part).map((month, m) =>
      [month, page.word(part.axis, part.names[k]), page.data.variants[variant].name || page.data.title, series.mean[m], series.q25[m], series.q50[m], series.q75[m]])),
  };
}

/** How each place developed: medians over months, of one variant at a time. */
export function makePlacesOverTime(page, id, parts) {
  const [kept, variant] = [page.kept(id, 0), page.kept(`${id}-variant`, page.data.baseline ?? 0)];
  const chosen = () => parts[kept.value] ?? parts[0];
  const figure = makeFigure(page, {
    id, title: () => page.t("outcomes.figure", { measure: page.outcomeName(chosen()) }), says: () => writeExtremes(page, chosen(), variant.value),
    controls: [chooseMeasure(page, parts, kept, () => figure.redraw()), chooseVariant(page, variant, () => figure.redraw())].filter(Boolean),
    height: 420, heightOnPaper: 300, option: (look, width) => makeTimeOption(page, chosen(), variant.value, look, width),
    table: () => tabulateTime(page, chosen(), variant.value), note: isOneRun(page) ? null : page.t("places.time.note"),
  });
  return figure.element;
}
