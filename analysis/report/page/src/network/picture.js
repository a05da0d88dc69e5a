// The network of organisations as an ECharts option. Positions come with the data and stay the same in all months, so that
// the eye can follow; who is not open fades out but keeps its place.
import { standing, tiesAtLeast } from "./people.js";

// Sectors have a shape each, so that colour is not alone.
export const SHAPES = ["circle", "rect", "triangle", "diamond", "roundRect", "pin", "arrow"];
const MANY = 400; // organisations from which on canvas is fluid and SVG is not

export const rendererFor = (run) => (run.count > MANY ? "canvas" : "svg");

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
    const names = page.data.districts.map((place) => place.name);
    return { names: Array.from({ length: Math.max(names.length, Math.max(...district) + 1) }, (_, k) => names[k] ?? String(k + 1)), marks: (k) => String(k + 1), of: district };
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
function labelOf(run, look, kinds, i, { size, isChosen, near, plain }) {
  if (isChosen || near)
    return { show: true, formatter: run.organisations.name[i], position: "right", color: look.ink, textBorderColor: look.paper, textBorderWidth: 3, fontWeight: isChosen ? "bold" : "normal" };
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
    name: run.organisations.name[i],
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
    label: labelOf(run, look, kinds, i, { size, isChosen, near: bright?.has(i) && where === "open", plain: where === "open" && !dim }),
  };
}

const WIDTHS = [0, 0.4, 0.7, 1, 1.6, 2.8];
const OPACITIES = [0, 0.15, 0.22, 0.3, 0.45, 0.65];

function edgeOf(tie, bright, chosen, look) {
  const lit = bright !== null && bright.has(tie.a) && bright.has(tie.b) && (chosen.members || tie.a === chosen.organisation || tie.b === chosen.organisation);
  const dim = bright !== null && !lit;
  return {
    source: String(tie.a),
    target: String(tie.b),
    value: tie.level,
    lineStyle: {
      width: WIDTHS[tie.level] + (lit ? 0.8 : 0),
      opacity: dim ? OPACITIES[tie.level] * 0.2 : lit ? 0.9 : OPACITIES[tie.level],
      color: lit ? look.ink : look.faint,
    },
  };
}

// view: {snapshot, level, size, colour, zoom, centre, chosen: null | {organisation} | {members}}; look: colours of the theme.
export function networkOption(page, run, view, look) {
  const kinds = kindsOf(page, run, view.colour, view.snapshot);
  const largest = largestOf(run, view.size);
  const ties = tiesAtLeast(run, view.snapshot, view.level);
  const bright = brightOnes(view.chosen, ties);
  const categories = [...kinds.names, page.t("network.no_community")].map((name, k) => ({
    name,
    symbol: view.colour === "sector" ? SHAPES[k % SHAPES.length] : "circle",
    itemStyle: { color: k < kinds.names.length ? look.series[k % look.series.length] : look.faint },
  }));
  if (view.colour !== "community") categories.pop();
  return {
    animation: false,
    legend: { type: "scroll", top: 0, itemWidth: 14, itemHeight: 14, textStyle: { color: look.ink }, pageTextStyle: { color: look.ink }, pageIconColor: look.accent, pageIconInactiveColor: look.line, data: categories.map(({ name, symbol }) => ({ name, icon: symbol })) },
    tooltip: { trigger: "item", confine: true, renderMode: "richText", backgroundColor: look.paper, borderColor: look.line, textStyle: { color: look.ink }, formatter: (item) => tooltipOf(page, run, view, item) },
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
        top: 36,
        bottom: 12,
        left: 16,
        right: 16,
        categories,
        data: Array.from({ length: run.count }, (_, i) => nodeOf(page, run, view, look, kinds, largest, bright, i)),
        links: ties.map((tie) => edgeOf(tie, bright, view.chosen, look)),
        emphasis: { focus: run.count > MANY || bright ? "none" : "adjacency", scale: false },
        labelLayout: { hideOverlap: true },
      },
    ],
  };
}

function tooltipOf(page, run, view, item) {
  if (item.dataType === "edge") {
    const { name } = run.organisations;
    return `${name[Number(item.data.source)]} – ${name[Number(item.data.target)]}\n${page.name("level", run.levels[item.data.value])}`;
  }
  const i = Number(item.data.id);
  const { name, type, district, partners, volunteers } = run.organisations;
  const where = standing(run, i, view.snapshot);
  const lines = [name[i], page.name("type", run.types[type[i]])];
  const home = page.data.districts[district[i]];
  if (home) lines.push(home.name);
  if (where === "open")
    lines.push(
      `${page.t("network.partners")}: ${page.number(partners[view.snapshot][i], "organisation")}`,
      `${page.t("network.volunteers")}: ${page.number(volunteers[view.snapshot][i], "person")}`,
    );
  else lines.push(page.t(where === "closed" ? "network.is_closed" : "network.is_to_come"));
  return lines.join("\n");
}

// The table behind the picture: one row per organisation that is open.
export function networkTable(page, run, view) {
  const { name, type, sector, district, revenue_usd, partners, volunteers, community, row } = run.organisations;
  const units = { number: "1", revenue: "usd", volunteers: "person", partners: "organisation" };
  const columns = ["name", "number", "type", "sector", "district", "revenue", "volunteers", "partners", "community"].map((key) => ({ key, label: page.t(`network.${key}`), unit: units[key], plain: true }));
  const rows = [];
  for (let i = 0; i < run.count; ++i) {
    if (standing(run, i, view.snapshot) !== "open") continue;
    const of = community[view.snapshot][i];
    rows.push([
      name[i],
      row[i],
      page.name("type", run.types[type[i]]),
      page.name("sector", run.sectors[sector[i]]),
      page.data.districts[district[i]]?.name ?? String(district[i] + 1),
      revenue_usd[i],
      volunteers[view.snapshot][i],
      partners[view.snapshot][i],
      of >= 0 ? letter(of) : null,
    ]);
  }
  return { columns, rows };
}
