// The picture of one run, with what moves it: buttons, keys, fingers, wheel.
import { make } from "../elements.js";
import { makeFigure } from "../figure.js";
import { tiesAtLeast, membersAt, standing } from "./people.js";
import { networkOption, networkTable, rendererFor } from "./picture.js";

const heightOf = (wide) => (wide < 480 ? 420 : Math.min(620, Math.max(460, Math.round(wide * 0.72))));

export const runName = (page, run) =>
  page.t(page.data.design?.design_points > 1 ? "network.run_name_of_point" : "network.run_name", { variant: page.variant(run.variant), point: run.point, replicate: run.replicate });

// Who is followed, as the picture wants it.
function followedIn(choice, run, snapshot) {
  const place = choice.placeIn(run);
  if (place < 0) return null;
  if (choice.followed.value.kind === "organisation") return { organisation: place };
  return { members: membersAt(run, place, run.months[snapshot]) };
}

function viewOf(choice, run) {
  const snapshot = Math.min(choice.snapshot.value, run.months.length - 1);
  return { snapshot, level: choice.level.value, size: choice.size.value, colour: choice.colour.value, zoom: choice.zoom.value, centre: choice.centre.value, chosen: followedIn(choice, run, snapshot) };
}

function says(page, choice, run) {
  const { snapshot, level } = viewOf(choice, run);
  const count = tiesAtLeast(run, snapshot, level).length;
  const open = run.organisations.row.filter((_, i) => standing(run, i, snapshot) === "open").length;
  const whose = choice.runs.length > 1 ? `${runName(page, run)}. ` : "";
  return whose + page.t("network.says", {
    level: page.name("level", run.levels[level]), month: page.month(run.months[snapshot]),
    organisations: page.number(open, "organisation"), ties: page.t("network.ties_counted", { count, number: page.number(count) }),
  });
}

// The wheel and one finger scroll the page, as everywhere; with Ctrl, two fingers or when zoomed in they move the picture.
function leaveScrolling(holder, choice) {
  const pass = (event) => event.stopPropagation();
  holder.addEventListener("wheel", (event) => event.ctrlKey || event.metaKey || pass(event), { capture: true, passive: true });
  for (const kind of ["touchstart", "touchmove"])
    holder.addEventListener(kind, (event) => event.touches.length > 1 || choice.zoom.value > 1.01 || kind === "touchstart" || pass(event), { capture: true, passive: true });
}

const moves = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };

function listenToKeys(chart, zoom) {
  chart.getDom().addEventListener("keydown", (event) => {
    const move = moves[event.key];
    if (move) chart.dispatchAction({ type: "graphRoam", seriesIndex: 0, dx: move[0], dy: move[1] });
    else if (event.key === "+" || event.key === "=") zoom(1.4);
    else if (event.key === "-") zoom(1 / 1.4);
    else if (event.key === "0") zoom(0);
    else return;
    event.preventDefault();
  });
}

/**
 * The figure of a run. read: () => the run to show now; id and title of the figure. Returns the figure with zoom(factor) beside,
 * 0 = show all.
 */
export function makeNetworkFigure(page, choice, { id, title, read, note }) {
  const zoom = (factor) => {
    choice.zoom.value = factor === 0 ? 1 : Math.min(20, Math.max(0.5, choice.zoom.value * factor));
    if (factor === 0) choice.centre.value = null;
    figure.redraw();
  };
  const figure = makeFigure(page, {
    id, title, note, height: heightOf, interactive: true, renderer: rendererFor(read()),
    says: () => says(page, choice, read()),
    option: (look, wide) => networkOption(page, read(), viewOf(choice, read()), look, wide),
    table: () => networkTable(page, read(), viewOf(choice, read())),
    onChart: (chart) => {
      chart.on("click", ({ dataType, data }) => dataType === "node" && choice.follow("organisation", read().organisations.row[Number(data.id)]));
      chart.on("graphroam", () => {
        const { zoom: seen, center } = chart.getOption().series[0];
        choice.zoom.value = seen ?? 1;
        choice.centre.value = center ?? null;
      });
      listenToKeys(chart, zoom);
      leaveScrolling(chart.getDom(), choice);
    },
  });
  return { ...figure, zoom };
}

const shown = { organisations: "1", ties: "1", mean_degree: "1", clustering: "1", largest_component: "share", communities: "1", modularity: "1" };

/** The numbers of the network at the chosen month. */
export function makeNumbers(page, choice, run) {
  const snapshot = Math.min(choice.snapshot.value, run.months.length - 1);
  const numbers = run.networks[snapshot] ?? {};
  const items = Object.entries(shown).filter(([key]) => key in numbers).map(([key, unit]) =>
    make("div", {},
      make("dt", {}, page.t(`network.of.${key}`)), make("dd", {}, page.number(numbers[key], unit)),
      page.has(`network.meaning.${key}`) ? make("dd", { class: "meaning" }, page.t(`network.meaning.${key}`)) : null));
  return [make("p", { class: "numbers-of" }, page.t("network.numbers", { month: page.month(run.months[snapshot]) })), make("dl", { class: "numbers" }, items)];
}
