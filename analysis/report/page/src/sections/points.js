// Every point of a sweep: parallel coordinates, with ranges that filter the picture and the table behind it.
import { makeList } from "../choosers.js";
import { make, makeSection } from "../elements.js";
import { makeFigure } from "../figure.js";
import { byImportance } from "../sweep/outcomes.js";
import { axesOf, axisNear, heightOfAxes, parallelOption, pointsTable, within } from "../sweep/parallel.js";
import { makeRanges } from "../sweep/ranges.js";

const counts = [4, 8, 12, 20];
const manyPoints = 600;  // lines from which on canvas is fluid and SVG is not

function factorsShown(page, outcome, most) {
  const { points, sensitivity } = page.data;
  const matching = sensitivity?.outcomes.find(({ measure, place }) => measure === outcome.measure && place === outcome.place) ?? sensitivity?.outcomes[0];
  return byImportance(matching, points.factors).filter((place) => points.factors[place]).slice(0, most);
}

// Ranges drawn on the chart come as an event of ECharts, after which the chart is drawn anew; a click on an axis takes its range away.
function listenToBrush(chart, axes, ranges, onChange) {
  chart.on("axisareaselected", (event) => {
    const one = (event.batch ?? [event])[0];
    const axis = axes().find(({ key }) => key === one.parallelAxisId);
    if (!axis) return;
    if (one.intervals?.length) ranges[axis.key] = [...one.intervals[0]].sort((a, b) => a - b);
    setTimeout(onChange);
  });
  chart.getZr().on("click", ({ offsetY }) => {
    const axis = axisNear(axes(), offsetY);
    if (!axis || !(axis.key in ranges)) return;
    delete ranges[axis.key];
    setTimeout(onChange);
  });
}

export function build(page) {
  const { points } = page.data;
  if (!points?.outcomes?.length || !points.factors.length) return null;
  const outcome = page.kept("points.outcome", 0);
  const many = points.factors.filter((values) => values !== null).length;
  const most = page.kept("points.axes", Math.min(8, many));
  const { value: ranges } = page.kept("points.ranges", {});
  const axes = () => axesOf(page, factorsShown(page, points.outcomes[outcome.value], most.value), points.outcomes[outcome.value]);
  const holder = make("div", {});
  let fields = null;
  const counted = () => {
    const count = within(axes(), ranges).length;
    return page.t("points.says", { count, number: page.number(count), of: page.number(points.shown), measure: axes().at(-1).label });
  };
  const status = make("p", { role: "status", class: "note" });
  const redraw = () => {
    figure.redraw();
    status.textContent = counted();
  };
  const rebuild = () => {
    for (const key of Object.keys(ranges)) if (!axes().some((axis) => axis.key === key)) delete ranges[key];
    fields = makeRanges(page, axes(), ranges, redraw);
    holder.replaceChildren(fields.element, make("button", { type: "button", onclick: () => { Object.keys(ranges).forEach((key) => delete ranges[key]); fields.show(); redraw(); } }, page.t("points.clear")), status);
    redraw();
  };
  const choices = [...new Set([...counts.filter((count) => count < many), Math.min(20, many)])];
  const figure = makeFigure(page, {
    id: "parallel", title: page.t("points.figure"), says: counted, height: () => heightOfAxes(axes()), renderer: points.shown > manyPoints ? "canvas" : "svg",
    controls: [
      makeList(page.t("points.colour"), points.outcomes.map((one, value) => ({ value, label: page.measure(one.measure, one.place) })), outcome, rebuild),
      choices.length > 1 ? makeList(page.t("points.axes"), choices.map((value) => ({ value, label: page.number(value) })), most, rebuild) : null,
    ].filter(Boolean),
    option: (look, wide) => parallelOption(page, axes(), ranges, look, wide), table: () => pointsTable(page, axes(), ranges),
    onChart: (chart) => listenToBrush(chart, axes, ranges, () => { fields.show(); redraw(); }),
    note: page.t("points.note"),
  });
  rebuild();
  const intro = [page.t(page.data.variants.length > 1 ? "points.intro.variants" : "points.intro"), points.shown < points.of ? page.t("points.shown_of", { shown: page.number(points.shown), of: page.number(points.of) }) : null];
  return makeSection(page, "points", page.t("points.title"), intro, figure.element, make("details", { class: "behind" }, make("summary", {}, page.t("points.ranges")), holder));
}
