// What decides the outcomes of a sweep: indices of its factors, and the outcome along each of them.
import { makeList } from "../choosers.js";
import { make, makeSection } from "../elements.js";
import { makeFigure } from "../figure.js";
import { barsOption, hasMorris, heightOfBars, indicesTable, scatterOption } from "../sweep/indices.js";
import { byImportance, familyOf, nameOfIndex, outcomesOf, sameOutcome } from "../sweep/outcomes.js";
import { curvesOf, curvesOption, curvesTable, heightOfCurves } from "../sweep/responses.js";

const describe = (page, index) => (page.has(`index.${index}.means`) ? page.t(`index.${index}.means`) : "");

// Pairs of factors that do more together than each alone.
function saysPairs(page, outcome) {
  const { factors } = page.data.sensitivity;
  const name = (place) => page.isolated(factors[place].path);
  const [count, all] = [(outcome.pairs ?? []).length, (factors.length * (factors.length - 1)) / 2];
  const note = count && all > 1 ? [page.t("sweep.pairs_note", { number: page.number(all) })] : [];
  return (outcome.pairs ?? []).map(({ factors: [a, b], value, lower, upper }) =>
    page.t("sweep.pair", { first: name(a), second: name(b), value: page.estimate(value, lower, upper, "share"), range: page.range(lower, upper, "share", { value }) })).concat(note);
}

function saysIndices(page, outcome) {
  const { factors } = page.data.sensitivity;
  const first = factors[byImportance(outcome, factors)[0]]?.path ?? "";
  const sentences = [page.t("sweep.most", { measure: page.measure(outcome.measure, outcome.place), factor: page.isolated(first) }), ...familyOf(outcome).map((index) => describe(page, index))];
  if (outcome.noise_share !== null && outcome.noise_share !== undefined)
    sentences.push(page.t(outcome.noise_share > 0.5 ? "sweep.noise_large" : "sweep.noise", { share: page.number(outcome.noise_share, "share", { significant: 2 }) }));
  return [...sentences, ...saysPairs(page, outcome)].filter(Boolean).join(" ");
}

function makeIndices(page, current) {
  const bars = makeFigure(page, {
    id: "sensitivity-bars", title: page.t("sweep.bars"), says: () => saysIndices(page, current()), height: () => heightOfBars(page, current()),
    option: (look, wide) => barsOption(page, current(), look, wide), table: () => indicesTable(page, current()),
  });
  if (!page.data.sensitivity.outcomes.some(hasMorris)) return [bars];
  const scatter = makeFigure(page, {
    id: "sensitivity-scatter", title: page.t("sweep.scatter"), says: page.t("sweep.scatter_says"), height: 420,
    option: (look, wide) => scatterOption(page, current(), look, wide), table: () => indicesTable(page, current()),
  });
  return [bars, scatter];
}

function makeCurves(page, kept, order) {
  const curves = () => curvesOf(page, sameOutcome(kept.value), order());
  return makeFigure(page, {
    id: "responses", title: page.t("sweep.curves"), height: (wide) => heightOfCurves(wide, curves().length),
    says: () => page.t("sweep.curves_say", { measure: curves().length ? page.measure(curves()[0].measure, curves()[0].place) : "" }),
    option: (look, wide) => curvesOption(page, curves(), look, wide), table: () => curvesTable(page, curves()),
  });
}

export function build(page) {
  const { sensitivity, responses } = page.data;
  const outcomes = outcomesOf(page);
  if (!outcomes.length) return null;
  const kept = page.kept("sweep.outcome", outcomes[0].value);
  const current = () => sensitivity.outcomes.find(sameOutcome(kept.value)) ?? sensitivity.outcomes[0];
  const order = () => (sensitivity?.outcomes.length ? byImportance(current(), sensitivity.factors) : [...new Set((responses ?? []).map(({ factor }) => factor))]);
  const figures = [...(sensitivity?.outcomes.length ? makeIndices(page, current) : []), ...(responses?.length ? [makeCurves(page, kept, order)] : [])];
  const chooser = make("div", { class: "controls" }, makeList(page.t("sweep.outcome"), outcomes, kept, () => figures.forEach((figure) => figure.redraw())));
  const intro = sensitivity ? page.t("sweep.intro", { design: page.name("design", sensitivity.design), points: page.number(sensitivity.points), replicates: page.number(sensitivity.replicates), factors: page.number(sensitivity.factors.length) }) : null;
  return makeSection(page, "sensitivity", page.t("sweep.title"), intro, chooser, figures.map((figure) => figure.element));
}
