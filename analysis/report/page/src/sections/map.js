// The districts where they lie: circles as large as their residents, coloured by what is measured in them.
import { makeList, makeSlider } from "../choosers.js";
import { makeSection } from "../elements.js";
import { makeFigure } from "../figure.js";
import { drawPixels } from "../forest.js";
import { colourAt } from "../look.js";
import { findPlaces, isOneRun, monthsOf } from "../places_figure.js";

const legendHeight = 58;

// What is shown: a variant's mean at a month, or its difference from the baseline's.
function readValues(page, part, shown, month) {
  const of = (variant, k) => part.series[variant][k].mean[month];
  return part.names.map((_, k) => {
    const value = of(shown.variant, k);
    return shown.difference && value !== null ? value - of(page.data.baseline, k) : value;
  });
}

// The scale holds for all months, so that colours can be compared along the slider.
function findScale(page, part, shown) {
  const all = monthsOf(page, part).flatMap((_, month) => readValues(page, part, shown, month)).filter((value) => value !== null);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const most = Math.max(Math.abs(low), Math.abs(high)) || 1e-9;
  return shown.difference ? { low: -most, high: most } : { low, high: high > low ? high : low + 1e-9 };
}

const range = (values) => [Math.min(...values), Math.max(...values)];

// Positions in pixels and the size of circles: as large as they can be without covering one another.
function layOut(districts, width, height) {
  const [[west, east], [south, north]] = [range(districts.map((each) => each.x_km)), range(districts.map((each) => each.y_km))];
  const distance = (a, b) => Math.hypot(a.x_km - b.x_km, a.y_km - b.y_km);
  const near = Math.min(...districts.flatMap((a, i) => districts.filter((_, j) => j > i).map((b) => distance(a, b))).filter((km) => km > 0), 1e9);
  const apart = near === 1e9 ? 1 : near;
  const pixels = Math.min(width / (east - west + apart), (height - 8) / (north - south + apart));
  const most = Math.max(...districts.map((each) => each.residents), 1);
  const left = (width - (east - west) * pixels) / 2;
  const top = (height - (north - south) * pixels) / 2;
  return districts.map((each) => ({
    x: left + (each.x_km - west) * pixels, y: top + (north - each.y_km) * pixels,
    r: Math.max(7, Math.sqrt(each.residents / most) * apart * pixels * 0.47),
  }));
}

const isDark = (hex) => [1, 3, 5].map((from) => parseInt(hex.slice(from, from + 2), 16)).reduce((sum, part, k) => sum + part * [0.299, 0.587, 0.114][k], 0) < 140;

function drawDistrict(look, place, colour, name, number) {
  const ink = isDark(colour) ? "#ffffff" : "#111111";
  const inside = place.r >= 26;
  const text = (content, y, size, weight) => ({ type: "text", style: { text: content, x: place.x, y, align: "center", verticalAlign: "middle", font: `${weight} ${size}px ${look.font}`, fill: inside ? ink : look.ink } });
  return [
    { type: "circle", shape: { cx: place.x, cy: place.y, r: place.r }, style: { fill: colour, stroke: look.neutral, lineWidth: 1 } },
    ...(inside ? [text(number, place.y + (place.r >= 34 ? 8 : 0), 14, 600), ...(place.r >= 34 ? [text(name, place.y - 9, 12, 400)] : [])] : [text(number, place.y + place.r + 8, 11, 400)]),
  ];
}

function drawLegend(page, look, stops, scale, unit, shown, width, y) {
  const [wide, left] = [Math.min(320, width - 40), (width - Math.min(320, width - 40)) / 2];
  const tick = (value, x, align) => ({ type: "text", style: { text: page.tick(Number(value.toPrecision(3)), unit, { signed: shown.difference }), x, y: y + 30, align, font: `13px ${look.font}`, fill: look.faint } });
  return [
    { type: "rect", shape: { x: left, y: y + 12, width: wide, height: 12 }, style: { fill: { type: "linear", x: 0, y: 0, x2: 1, y2: 0, colorStops: stops.map((color, k) => ({ offset: k / (stops.length - 1), color })) } } },
    tick(scale.low, left, "left"), tick((scale.low + scale.high) / 2, left + wide / 2, "center"), tick(scale.high, left + wide, "right"),
  ];
}

const findDistricts = (page, part) => part.names.map((name) => page.data.districts.find((district) => district.name === name)).filter(Boolean);

function drawMap(page, part, shown, month, look, width, height) {
  const unit = page.unit(part.measure);
  const [values, scale, stops] = [readValues(page, part, shown, month), findScale(page, part, shown), shown.difference ? look.diverging : look.sequential];
  const places = layOut(findDistricts(page, part), width, height - legendHeight);
  const options = shown.difference ? { bare: true, signed: true } : {};
  const parts = places.flatMap((place, k) => drawDistrict(look, place, values[k] === null ? look.line : colourAt(stops, (values[k] - scale.low) / (scale.high - scale.low)),
    page.inChart(page.name(part.axis, part.names[k])), values[k] === null ? "–" : page.number(values[k], unit, { plain: true, ...options })));
  return drawPixels([...parts, ...drawLegend(page, look, stops, scale, unit, shown, width, height - legendHeight)]);
}

function listShown(page) {
  const { variants, baseline } = page.data;
  const plain = variants.map((_, place) => ({ value: String(place), label: page.variant(place) }));
  const differences = variants.map((variant, place) => ({ value: `-${place}`, label: page.t("map.difference", { variant: page.variant(place) }) })).filter((_, place) => place !== baseline);
  return [...plain, ...differences];
}

function writeSummary(page, part, shown, month) {
  const values = readValues(page, part, shown, month);
  const unit = page.unit(part.measure);
  const found = values.map((value, k) => ({ value, k })).filter(({ value }) => value !== null).sort((a, b) => b.value - a.value);
  if (found.length === 0) return page.t("map.says.nothing", { month: page.month(monthsOf(page, part)[month]) });
  const say = ({ value }) => page.number(value, unit, { difference: shown.difference, signed: shown.difference });
  const name = ({ k }) => page.name(part.axis, part.names[k]);
  return page.t("map.says", { month: page.month(monthsOf(page, part)[month]), most: name(found[0]), most_value: say(found[0]), least: name(found.at(-1)), least_value: say(found.at(-1)) });
}

function makeTable(page, part, shown, month) {
  const [values, unit] = [readValues(page, part, shown, month), page.unit(part.measure)];
  const districts = findDistricts(page, part);
  return {
    columns: [{ key: "district", label: page.t("column.district") }, { key: "x_km", label: "x", unit: "km" }, { key: "y_km", label: "y", unit: "km" }, { key: "residents", label: page.t("column.residents") },
      { key: "month", label: page.t("column.month") }, { key: shown.difference ? "difference" : part.measure, label: page.measure(part.measure), unit, difference: shown.difference, signed: shown.difference }],
    rows: districts.map((district, k) => [page.word("district", district.name), district.x_km, district.y_km, district.residents, monthsOf(page, part)[month], values[k]]),
  };
}

export function build(page) {
  const parts = findPlaces(page, ["coverage_by_district", "volunteers_by_district"]).filter((part) => page.data.districts?.length && findDistricts(page, part).length === part.names.length);
  if (parts.length === 0) return null;
  const [kept, keptMonth, keptShown] = [page.kept("map", 0), page.kept("map-month", monthsOf(page, parts[0]).length - 1), page.kept("map-shown", String(page.data.baseline ?? 0))];
  const chosen = () => parts[kept.value] ?? parts[0];
  const shown = () => ({ variant: Math.abs(Number(keptShown.value)), difference: keptShown.value.startsWith("-") });
  const height = (width) => Math.round(Math.min(width * 0.85, 460)) + legendHeight;
  const figure = makeFigure(page, {
    id: "district-map", title: () => page.t("map.figure", { measure: page.measure(chosen().measure) }), says: () => writeSummary(page, chosen(), shown(), keptMonth.value),
    controls: [parts.length > 1 && makeList(page.t("outcomes.choose"), parts.map((part, value) => ({ value, label: page.measure(part.measure) })), kept, () => figure.redraw()),
      page.data.variants.length > 1 && makeList(page.t("map.shown"), listShown(page), keptShown, () => figure.redraw()),
      makeSlider(page.t("map.month"), monthsOf(page, parts[0]), keptMonth, page.month, () => figure.redraw())].filter(Boolean),
    height, option: (look, width) => drawMap(page, chosen(), shown(), keptMonth.value, look, width, height(width)),
    table: () => makeTable(page, chosen(), shown(), keptMonth.value), note: page.t(isOneRun(page) ? "map.note.one" : "map.note"),
  });
  return makeSection(page, "map", page.t("map"), page.t("map.intro"), figure.element);
}
