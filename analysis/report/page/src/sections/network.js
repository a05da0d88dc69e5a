// The network of organisations, month by month, and the life of whom the reader follows.
import { makeList, makeSlider } from "../choosers.js";
import { make, makeSection } from "../elements.js";
import { makeChoice } from "../network/choice.js";
import { makeCombobox } from "../network/combobox.js";
import { makeLife } from "../network/life.js";
import { makePlay } from "../network/play.js";
import { entriesOf } from "../network/search.js";
import { makeNetworkFigure, makeNumbers, runName } from "../network/view.js";

const choices = (page, prefix, values) => values.map((value) => ({ value, label: page.t(`${prefix}_${value}`) }));

// The lowest level that the data of all runs hold.
const leastLevel = (choice) => Math.max(...choice.runs.map((run) => run.least_level ?? run.levels.indexOf("information")));

function makeControls(page, choice, zoom) {
  const run = choice.shown();
  const levels = run.levels.map((key, value) => ({ value, label: page.name("level", key) })).filter(({ value }) => value >= leastLevel(choice));
  const slider = makeSlider(page.t("network.month"), run.months, choice.snapshot, page.month, choice.tell);
  const button = (key, factor, text) => make("button", { type: "button", class: "step", "aria-label": page.t(key), title: page.t(key), onclick: () => zoom(factor) }, text);
  return [
    make("div", { class: "controls" }, slider, make("span", { class: "buttons" }, makePlay(page, slider))),
    make("div", { class: "controls" },
      makeList(page.t("network.level"), levels, choice.level, choice.tell),
      makeList(page.t("network.colour"), choices(page, "network.colour", ["sector", "community", "district"]), choice.colour, choice.tell),
      makeList(page.t("network.size"), choices(page, "network.size", ["revenue", "volunteers"]), choice.size, choice.tell),
      make("span", { class: "buttons", role: "group", "aria-label": page.t("network.view") },
        button("network.zoom_in", 1.4, "+"), button("network.zoom_out", 1 / 1.4, "−"), make("button", { type: "button", onclick: () => zoom(0) }, page.t("network.zoom_all")))),
  ];
}

// Which run, and which beside it; only where there are several.
function makeRunChoosers(page, choice) {
  if (choice.runs.length < 2) return null;
  const runs = choice.runs.map((run, value) => ({ value, label: runName(page, run) }));
  return make("div", { class: "controls" },
    makeList(page.t("network.run"), runs, choice.run, choice.tell),
    makeList(page.t("network.beside"), [{ value: -1, label: page.t("network.nothing_beside") }, ...runs], choice.beside, choice.tell));
}

function noteOf(page, run) {
  const { shown, of } = run.organisations;
  const sentences = [page.t("network.note")];
  if (shown < of) sentences.push(page.t("network.shown_of", { shown: page.number(shown), of: page.number(of) }));
  if (run.from === "replay") sentences.push(page.t(run.identical ? "network.replayed" : "network.replayed_otherwise"));
  return sentences.join(" ");
}

function makePictures(page, choice) {
  const beside = () => choice.runs[Math.max(0, choice.beside.value)];
  const first = makeNetworkFigure(page, choice, { id: "network-picture", title: page.t("network.picture"), read: choice.shown, note: noteOf(page, choice.shown()) });
  const others = choice.runs.length > 1 ? [makeNetworkFigure(page, choice, { id: "network-beside", title: page.t("network.picture_beside"), read: beside })] : [];
  const figures = [first, ...others];
  const numbers = figures.map(() => make("div", {}));
  const panes = figures.map((figure, k) => make("div", {}, figure.element, numbers[k]));
  const holder = make("div", { class: "pictures" });
  const redraw = () => {
    const two = choice.beside.value >= 0 && others.length > 0;
    holder.classList.toggle("two", two);
    holder.replaceChildren(...panes.slice(0, two ? 2 : 1));
    numbers[0].replaceChildren(...makeNumbers(page, choice, choice.shown()));
    if (two) numbers[1].replaceChildren(...makeNumbers(page, choice, beside()));
    figures.forEach((figure, k) => (k === 0 || two) && figure.redraw());
  };
  choice.onChange(redraw);
  redraw();
  return { element: holder, zoom: (factor) => figures.forEach((figure, k) => k === 0 ? figure.zoom(factor) : figure.redraw()) };
}

// Says under the search box whom the reader follows, and leads to the panel below the picture.
function makeFollowing(page, choice, life, box) {
  const line = make("p", { class: "following", role: "status" });
  const show = () => {
    const name = life.name();
    box.show(name ?? "");
    line.replaceChildren(...(name === null ? [] : [
      ...page.rich("life.follow", { name: page.given(name) }), " ",
      make("button", { type: "button", onclick: life.goTo }, page.t("life.go")), " ",
      make("button", { type: "button", onclick: () => choice.follow(null) }, page.t("network.forget"))]));
  };
  choice.onChange(show);
  show();
  return line;
}

export function build(page) {
  const runs = page.data.agents ?? [];
  if (!runs.length) return null;
  const choice = makeChoice(page, runs);
  const pictures = makePictures(page, choice);
  const life = makeLife(page, choice);
  const known = new Map();
  const entries = () => {
    const run = choice.shown();
    if (!known.has(run)) known.set(run, entriesOf(page, run));
    return known.get(run);
  };
  const box = makeCombobox(page, { label: page.t("network.search"), hint: page.t("network.search_hint"), entries, take: ({ kind, row }) => choice.follow(kind, row) });
  const following = makeFollowing(page, choice, life, box);
  const section = makeSection(page, "network", page.t("network.title"), page.t(new Set(runs.map(({ variant }) => variant)).size > 1 ? "network.intro_experiment" : "network.intro"),
    makeRunChoosers(page, choice), box.element, following, makeControls(page, choice, pictures.zoom), pictures.element, life.element);
  requestAnimationFrame(() => choice.readAddress() && life.goTo());
  return section;
}
