// The network of organisations as an ECharts option. Positions come with the data and stay the same in all months, so that
// the eye can follow; who is not open fades out but keeps its place.
import { legend, measureLegend, tip } from "../axes.js";
import { homeCell, homeOf, nameOf, shortNameOf } from "./names.js";
import { standing, tiesAtLeast } from "./people.js";

// Sectors have a shape each, so that colour is not alone.
export const SHAPES = ["circle", "rect", "triangle", "diamond", "roundRect", "pin", "arrow"];
const MANY = 400;  // organisations from which on marks are smaller, and pointing at one does not dim the others

// With more organisations than this canvas is fluid and SVG is not, for readers and for what reads the page aloud.
export const rendererFor = (run) => (run.count > 150 ? "canvas" : "svg");

// Diameter in pixels: area by value, between 4 and 30 (smaller in large networks).
export function diameter(value, largest, count) {
  const most = count > MANY ? 20 : 30;
  if (!(value > 0) || !(largest > 0)) return 4;
  return 4 + (most - 4) * Math.sqrt(Math.min(1, value / largest));
}

const letter = (number) => (number < 26 ? String.fromCharCode(65 + number) : String(number + 1));

// What organisations are coloured by: names of the kinds, and the kind of each organisation (-1 = none).
export function kindsOf(page, run, by, snapshot) {
  const { sector, district, community } = run.organisations;
  if (by === "community") {
    const of = community[snapshot];
    const many = Math.max(-1, ...of) + 1;
    return { names: Array.from({ length: many }, (_, k) => page.t("network.community_letter", { letter: letter(k) })), marks: letter, of };
  }
  if (by === "district") {
    const many = Math.max(page.data.districts.length, Math.max(...district) + 1);
    return { names: Array.from({ length: many }, (_, k) => page.name("district", page.data.districts[k]?.name ?? `district_${k + 1}`)), marks: (k) => String(k + 1), of: district };
  }
  return { names: run.sectors.map((key) => page.name("sector", key)), marks: null, of: sector };
}

const sizesOf = (run, by, snapshot) => (by === "volunteers" ? run.organisations.volunteers[snapshot] : run.organisations.revenue_usd);

// The largest size over all snapshots: sizes of different months are comparable.
function largestOf(run, by) {
  const all = by === "volunteers" ? run.organisations.volunteers.flat() : run.organisations.revenue_usd;
  return all.reduce((most, value) => (value > most ? value : most), 0);
}

// Whom to show clearly: the chosen organisation with those it has a tie to, or the members of the chosen partnership.
function brightOnes(chosen, ties) {
  if (!chosen) return null;
  if (chosen.members) return new Set(chosen.members);
  const bright = new Set([chosen.organisation]);
  for (const { a, b } of ties) {
    if (a === chosen.organisation) bright.add(b);
    if (b === chosen.organisation) bright.add(a);
  }
  return bright;
}

const opacityOf = (where, dim) => (where !== "open" ? (dim ? 0.04 : 0.1) : dim ? 0.18 : 1);

// Names of who is followed and of those around; otherwise the letter or number of what colour shows.
function labelOf(page, run, look, kinds, i, { size, isChosen, near, plain }) {
  if (isChosen || near)
    return { show: true, formatter: shortNameOf(page, run, i), position: run.organisations.x[i] > 0.65 ? "left" : "right", color: look.ink, textBorderColor: look.paper, textBorderWidth: 3, fontWeight: isChosen ? "bold" : "normal" };
  const kind = kinds.of[i];
  if (kinds.marks === null || kind < 0 || size < 11 || !plain) return { show: false };
  return { show: true, formatter: kinds.marks(kind), position: "inside", color: look.paper, fontSize: 10 };
}

function nodeOf(page, run, view, look, kinds, largest, bright, i) {
  const where = standing(run, i, view.snapshot);
  const kind = kinds.of[i];
  const size = diameter(sizesOf(run, view.size, view.snapshot)[i], largest, run.count);
  const isChosen = view.chosen?.organisation === i;
  const dim = bright !== null && !bright.has(i);
  return {
    id: String(i),
    x: 1000 * run.organisations.x[i],  // ECharts rounds lines to whole pixels before it scales them
    y: 1000 * run.organisations.y[i],
    symbol: SHAPES[run.organisations.sector[i] % SHAPES.length],
    symbolSize: isChosen ? Math.max(16, size) : size,
    category: kind >= 0 ? kind : kinds.names.length,
    itemStyle: {
      opacity: opacityOf(where, dim),
      borderColor: isChosen ? look.ink : look.paper,
      borderWidth: isChosen ? 3 : 0.5,
    },
    label: labelOf(page, run, look, kinds, i, { size, isChosen, near: bright?.has(i) && where === "open", plain: where === "open" && !dim }),
  };
}

const WIDTHS = [0, 0.4, 0.7, 1, 1.6, 2.8];
const OPACITIES = [0, 0.15, 0.22, 0.3, 0.45, 0.65];

function edgeOf(tie, bright, chosen, look, thin) {
  const lit = bright !== null && bright.has(tie.a) && bright.has(tie.b) && (chosen.members || tie.a === chosen.organisation || tie.b === chosen.organisation);
  const dim = bright !== null && !lit;
  return {
    source: String(tie.a),
    target: String(tie.b),
    value: tie.level,
    lineStyle: {
      width: WIDTHS[tie.level] + (lit ? 0.8 : 0),
      opacity: lit ? 0.9 : OPACITIES[tie.level] * thin * (dim ? 0.25 : 1),
      color: lit ? look.ink : look.faint,
    },
  };
}

// view: {snapshot, level, size, colour, zoom, centre, chosen: null | {organisation} | {members}}; look: colours of the theme.
export function networkOption(page, run, view, look, wide) {
  const kinds = kindsOf(page, run, view.colour, view.snapshot);
  const largest = largestOf(run, view.size);
  const ties = tiesAtLeast(run, view.snapshot, view.level);
  const bright = brightOnes(view.chosen, ties);
  const categories = [...kinds.names, page.t("network.no_community")].map((name, k) => ({
    name: page.inChart(name),
    symbol: view.colour === "sector" ? SHAPES[k % SHAPES.length] : "circle",
    itemStyle: { color: k < kinds.names.length ? look.series[k % look.series.length] : look.faint },
  }));
  if (view.colour !== "community") categories.pop();
  const seen = new Set();
  for (let i = 0; i < run.count; ++i) if (standing(run, i, view.snapshot) === "open") seen.add(kinds.of[i] >= 0 ? kinds.of[i] : kinds.names.length);
  const thin = Math.min(1, Math.max(0.35, Math.sqrt(300 / (ties.length + 1))));  // many lines are fainter each
  const present = categories.filter((_, k) => seen.has(k));
  const margin = Math.ceil(diameter(1, 1, run.count) / 2) + 4;  // the largest mark at the edge is whole
  const few = present.length <= 8;
  const legendHeight = few ? measureLegend(look, present.map(({ name }) => name), wide) : 26;
  return {
    animation: false,
    legend: legend(page, look, wide, {
      type: few ? "plain" : "scroll", itemWidth: 14, itemHeight: 14, pageTextStyle: { color: look.ink }, pageIconColor: look.accent, pageIconInactiveColor: look.line,
      data: present.map(({ name, symbol }) => ({ name, icon: symbol })),
    }),
    tooltip: tip(page, look, (item) => tipOf(page, run, view, item)),
    series: [
      {
        type: "graph",
        layout: "none",
        roam: true,
        zoom: view.zoom,
        center: view.centre,
        scaleLimit: { min: 0.5, max: 20 },
        preserveAspect: true,
        nodeScaleRatio: 0.4,
        top: legendHeight + margin,
        bottom: margin,
        left: margin,
        right: margin,
        categories,
        data: Array.from({ length: run.count }, (_, i) => nodeOf(page, run, view, look, kinds, largest, bright, i)),
        links: ties.map((tie) => edgeOf(tie, bright, view.chosen, look, thin)),
        emphasis: { focus: run.count > MANY || bright ? "none" : "adjacency", scale: false },
        labelLayout: ({ dataIndex }) => ({ hideOverlap: dataIndex !== view.chosen?.organisation }),
      },
    ],
  };
}

function tipOf(page, run, view, item) {
  if (item.dataType === "edge")
    return [page.list([nameOf(page, run, Number(item.data.source)), nameOf(page, run, Number(item.data.target))]), page.name("level", run.levels[item.data.value])];
  const i = Number(item.data.id);
  const { type, partners, volunteers } = run.organisations;
  const lines = [nameOf(page, run, i), page.name("type", run.types[type[i]]), homeOf(page, run, i)];
  const where = standing(run, i, view.snapshot);
  if (where !== "open") return [...lines, page.t(where === "closed" ? "network.is_closed" : "network.is_to_come")];
  return [...lines,
    `${page.t("network.partners")}: ${page.number(partners[view.snapshot][i])}`,
    `${page.t("network.volunteers")}: ${page.number(volunteers[view.snapshot][i])}`];
}

// The table behind the picture: one row per organisation that is open.
export function networkTable(page, run, view) {
  const { name, type, sector, revenue_usd, partners, volunteers, community, row } = run.organisations;
  const units = { number: "1", revenue: "usd", volunteers: "person", partners: "organisation" };
  const columns = ["name", "number", "type", "sector", "district", "revenue", "volunteers", "partners", "community"].map((key) => ({ key, label: page.t(`network.${key}`), unit: units[key], plain: true }));
  const rows = [];
  for (let i = 0; i < run.count; ++i) {
    if (standing(run, i, view.snapshot) !== "open") continue;
    const of = community[view.snapshot][i];
    rows.push([
      name[i],
      row[i],
      page.word("type", run.types[type[i]]),
      page.word("sector", run.sectors[sector[i]]),
      homeCell(page, run, i),
      revenue_usd[i],
      volunteers[view.snapshot][i],
      partners[view.snapshot][i],
      of >= 0 ? letter(of) : null,
    ]);
  }
  return { columns, rows };
}
