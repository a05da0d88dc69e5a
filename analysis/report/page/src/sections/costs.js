// What a unit gained cost in public money, with Fieller's intervals; where none exists the chart says why.
import { makeFigure } from "../figure.js";
import { drawForest, measureForest } from "../forest.js";
import { judge } from "./comparison.js";

const scaleOf = (page, cost) => (page.unit(cost.measure) === "share" ? 100 : 1);
const isBounded = (cost) => cost.ratio.set === "between" && cost.ratio.estimate !== null && !cost.gain_may_be_zero;

// What the chart of effects and the answer say of the gain: a price is named only of a clear one.
function judgeGain(page, cost) {
  const outcome = page.data.comparison.outcomes.find(({ measure }) => measure === cost.measure);
  const effect = outcome?.overall.find(({ variant }) => variant === cost.variant);
  return effect ? judge(page, outcome, effect).clear : false;
}

function makeRow(page, cost) {
  const series = page.data.variants.findIndex((variant) => variant.name === cost.variant);
  const row = { name: page.variant(series), series, value: null, lower: null, upper: null, clear: false };
  if (!isBounded(cost)) return { ...row, number: page.t(cost.ratio.set === "none" ? "costs.no_gain" : "costs.may_be_zero") };
  if (!judgeGain(page, cost)) return { ...row, number: page.t("costs.unclear") };
  if (cost.gain.estimate < 0) return { ...row, number: page.t("costs.worse") };
  const scale = scaleOf(page, cost);
  const [value, lower, upper] = [cost.ratio.estimate, cost.ratio.lower, cost.ratio.upper].map((each) => each / scale);
  const number = page.t("effect.number", { value: page.estimate(value, lower, upper, "usd", { plain: true, compact: true }), range: page.range(lower, upper, "usd", { plain: true, compact: true, value }) });
  return { ...row, value, lower, upper, clear: true, number };
}

function makeTable(page, costs) {
  const number = (key, unit) => ({ key, label: page.t(`column.${key}`), unit });
  return {
    columns: [{ key: "outcome", label: page.t("column.measure") }, { key: "variant", label: page.t("column.variant") }, { key: "unit", label: page.t("column.unit") },
      number("ratio"), { key: "set", label: page.t("column.set") }, number("lower"), number("upper"), number("cost", "usd"), number("gain")],
    rows: costs.map((cost) => [page.measureWord(cost.measure), cost.variant, cost.unit, cost.ratio.estimate, cost.ratio.set, cost.ratio.lower, cost.ratio.upper, cost.cost.estimate, cost.gain.estimate]),
  };
}

function writeSummary(page, costs) {
  const known = costs.map((cost) => ({ cost, row: makeRow(page, cost) })).filter(({ row }) => row.value !== null);
  if (known.length === 0) return page.t("costs.says.none");
  const first = known[0];
  const per = page.t(scaleOf(page, first.cost) === 100 ? "per.point" : "per.unit");
  return page.t("costs.says", { variant: page.isolated(first.cost.variant), measure: page.measureInText(first.cost.measure), per, number: first.row.number });
}

export function makeCosts(page, comparison) {
  const costs = comparison.costs ?? [];
  const measures = [...new Set(costs.map((cost) => cost.measure))].filter((measure) => costs.some((cost) => cost.measure === measure && cost.ratio.set !== "none"));
  if (measures.length === 0) return null;
  const groups = measures.map((measure) => ({
    title: page.t(page.unit(measure) === "share" ? "costs.per_point" : "costs.per_unit", { measure: page.measure(measure) }),
    shortTitle: page.measure(measure),
    rows: costs.filter((cost) => cost.measure === measure).map((cost) => makeRow(page, cost)),
  }));
  return makeFigure(page, {
    id: "costs", title: page.t("costs.figure"), says: writeSummary(page, costs),
    height: (width) => measureForest(groups, width, false), option: (look, width) => drawForest(page, look, width, groups),
    table: () => makeTable(page, costs), note: page.t("costs.note"),
  }).element;
}
