// A figure: heading, one sentence that says what it shows, the chart, the table behind it, and what it can be saved as.
import { echarts } from "./charts.js";
import { make } from "./elements.js";
import { makeTable, writeCsv } from "./figure_table.js";
import { drawPng, nameFile, saveFile, writeSvg } from "./saving.js";

const figures = new Set();
const printWidth = 680;  // px of an A4 page's text
let printing = false;

const call = (value, ...args) => (typeof value === "function" ? value(...args) : value);

// Charts are drawn when they come near the window.
const watcher = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting) entry.target.tesseraDraw?.();
}, { rootMargin: "1500px" });

/**
 * parts:
 *   id        of the figure, and in the names of saved files
 *   title     text or () => text
 *   says      one plain sentence, also the chart's label for who can not see it; text or () => text
 *   option    (look, width) => option of ECharts
 *   table     () => {columns: [{key, label, unit, difference, signed, plain}], rows}: first column names the row
 *   controls  elements above the chart (choosers.js); they call redraw of what this returns
 *   height    px, or (width) => px
 *   heightOnPaper  px, where a chart may be lower than on the screen
 *   renderer  "svg" (default) or "canvas" for very many marks
 *   interactive  true if the chart itself takes clicks: it then takes the focus; what it does must also have another way
 *   onChart   (chart) => void, called once with the ECharts instance
 *   note      a paragraph under the chart
 * Returns {element, redraw, chart}: redraw after what the option reads has changed; chart() is null until drawn.
 */
export function makeFigure(page, parts) {
  const { id } = parts;
  const title = () => call(parts.title);
  const heading = make("h3", { id: `${id}-heading` }, title());
  const caption = make("p", { class: "says", id: `${id}-says` }, call(parts.says));
  const holder = make("div", { class: "chart", role: "img", "aria-label": `${title()}. ${call(parts.says)}`, tabindex: parts.interactive ? "0" : null });
  const behind = make("div", {});
  const details = make("details", { class: "behind", ontoggle: () => details.open && fillTable() }, make("summary", {}, page.t("figure.table")), behind);
  const fillTable = () => behind.replaceChildren(...makeTable(page, title(), parts.table()).filter(Boolean));
  const save = (ending, label, saved) => make("button", { type: "button", class: "save", "data-save": ending, "aria-label": `${label}: ${title()}`, onclick: saved }, label);
  const width = () => (printing ? printWidth : holder.clientWidth || 600);
  const heightOf = (wide) => (printing ? parts.heightOnPaper : undefined) ?? call(parts.height, wide) ?? (wide < 480 ? 280 : 340);
  const optionOf = (look, wide) => ({ animation: false, textStyle: { fontFamily: look.font, color: look.ink }, ...parts.option(look, wide) });
  const picture = () => {
    const [look, wide] = [page.look(), Math.max(width(), 560)];
    return { option: optionOf(look, wide), width: wide, height: heightOf(wide), title: title(), says: call(parts.says), look, direction: page.direction };
  };
  const named = (ending) => nameFile(page.data.title, id, ending);

  let chart = null;
  const draw = () => {
    const wide = width();
    holder.style.height = `${heightOf(wide)}px`;
    if (!chart) {
      chart = echarts.init(holder, null, { renderer: parts.renderer ?? "svg", width: wide, height: heightOf(wide) });
      parts.onChart?.(chart);
    }
    chart.resize({ width: wide, height: heightOf(wide) });
    chart.setOption(optionOf(page.look(), wide), { notMerge: true });
  };
  const redraw = () => {
    heading.textContent = title();
    caption.textContent = call(parts.says);
    holder.setAttribute("aria-label", `${title()}. ${call(parts.says)}`);
    if (details.open) fillTable();
    if (chart) draw();
  };

  const tools = make("div", { class: "tools", role: "group", "aria-label": page.t("figure.save", { title: title() }) },
    save("csv", page.t("figure.csv"), () => saveFile(named("csv"), writeCsv(parts.table()), "text/csv;charset=utf-8")),
    save("svg", page.t("figure.svg"), () => saveFile(named("svg"), writeSvg(picture()), "image/svg+xml;charset=utf-8")),
    save("png", page.t("figure.png"), async () => saveFile(named("png"), await drawPng(picture()), "image/png")));
  const element = make("figure", { id, "aria-labelledby": `${id}-heading` },
    make("figcaption", {}, heading, caption),
    parts.controls?.length ? make("div", { class: "controls" }, parts.controls) : null,
    holder, parts.note ? make("p", { class: "note" }, parts.note) : null,
    make("div", { class: "under" }, details, tools));

  holder.style.height = `${heightOf(600)}px`;
  holder.tesseraDraw = () => {
    watcher.unobserve(holder);
    if (!chart) draw();
  };
  watcher.observe(holder);
  page.on("look", redraw);
  const figure = { element, redraw, chart: () => chart, drawNow: holder.tesseraDraw, resize: () => chart && holder.isConnected && draw(), dispose: () => { watcher.unobserve(holder); chart?.dispose(); } };
  figures.add(figure);
  return figure;
}

/** Draws what has not been drawn yet, as printing needs. */
export const drawAll = () => figures.forEach((figure) => figure.drawNow());

/** All charts anew at the width of the window, or of paper. */
export function resizeAll(forPaper = false) {
  printing = forPaper;
  figures.forEach((figure) => figure.resize());
}

export function forgetFigures() {
  figures.forEach((figure) => figure.dispose());
  figures.clear();
}
