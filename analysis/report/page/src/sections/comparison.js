// What policies change against the baseline: run by run on the same luck.
import { makeList, makeRow } from "../choosers.js";
import { makeSection } from "../elements.js";
import { makeFigure } from "../figure.js";
import { drawForest, measureForest } from "../forest.js";
import { makeByMonth } from "./effect_by_month.js";
import { makeCosts } from "./costs.js";

const mostAtOnce = 4;  // variants; with more the reader chooses one

/** What an effect is called: clear changes are better or worse where the measure has a better direction. */
export function judge(page, outcome, effect) {
  if (effect.pairs < 2 || effect.lower === null) return { clear: false, word: page.t("effect.one_run") };
  const clear = effect.p_holm !== null && effect.p_holm < 0.05;
  if (!clear) return { clear, word: page.t(effect.difference === 0 && effect.lower === 0 && effect.upper === 0 ? "effect.none" : "effect.unclear") };
  if (outcome.better === "neither") return { clear, word: page.t(effect.difference > 0 ? "effect.more" : "effect.less") };
  return { clear, word: page.t((effect.difference > 0) === (outcome.better === "higher") ? "effect.better" : "effect.worse") };
}

/** "+0.31 (0.18 to 0.44)", in percentage points for shares. */
export function writeEffect(page, unit, effect) {
  const options = { difference: true, signed: true, plain: true };
  const value = page.estimate(effect.difference, effect.lower, effect.upper, unit, options);
  return effect.lower === null || effect.lower === effect.upper ? value : page.t("effect.number", { value, range: page.range(effect.lower, effect.upper, unit, { difference: true, plain: true, signed: true, value: effect.difference }) });
}

/** A heading with the unit of differences, unless the label says what is counted; `short` says "points" of percentage points. */
export function writeTitle(page, label, unit, short = false) {
  const name = unit === "share" ? (short ? "unitname.point" : "unitname.percentage_point") : `unitname.${unit}`;
  return page.has(name) ? page.t("effect.title", { measure: label, unit: page.t(name) }) : label;
}

const placeOf = (page, name) => page.data.variants.findIndex((variant) => variant.name === name);

function makeRows(page, outcome, chosen) {
  return outcome.overall.filter((effect) => !chosen || effect.variant === chosen).map((effect) => {
    const series = placeOf(page, effect.variant);
    const value = effect.difference;
    return { name: page.variant(series), series, value, lower: effect.lower, upper: effect.upper, number: value === null ? page.t("effect.no_value") : writeEffect(page, outcome.unit, effect), ...judge(page, outcome, effect) };
  });
}

export function tabulateEffects(page, outcomes, label) {
  const number = (key) => ({ key, label: page.t(`column.${key}`) });
  const rows = outcomes.flatMap((outcome) => outcome.overall.map((effect) => [
    label(outcome), effect.variant, outcome.unit, effect.baseline_mean, effect.mean, effect.difference, effect.lower, effect.upper, effect.p, effect.p_holm, effect.pairs, judge(page, outcome, effect).word]));
  return {
    columns: [{ key: "outcome", label: page.t("column.measure") }, { key: "variant", label: page.t("column.variant") }, { key: "unit", label: page.t("column.unit") },
      ...["baseline_mean", "mean", "difference", "lower", "upper", "p", "p_holm", "pairs"].map(number), { key: "reading", label: page.t("column.reading") }],
    rows,
  };
}

function summarise(page, outcomes) {
  const count = { better: 0, worse: 0, other: 0, unclear: 0 };
  for (const outcome of outcomes)
    for (const effect of outcome.overall) {
      const { clear } = judge(page, outcome, effect);
      const better = (effect.difference > 0) === (outcome.better === "higher");
      count[!clear ? "unclear" : outcome.better === "neither" ? "other" : better ? "better" : "worse"] += 1;
    }
  return page.t("comparison.says", { all: Object.values(count).reduce((a, b) => a + b), ...count, baseline: page.isolated(page.data.variants[page.data.baseline].name) });
}

function titleOf(page, outcome) {
  const label = page.measure(outcome.measure, outcome.place);
  return { title: writeTitle(page, label, outcome.unit), shortTitle: writeTitle(page, label, outcome.unit, true) };
}

function makeGlance(page, comparison) {
  const variants = comparison.outcomes[0].overall.map((effect) => effect.variant);
  const kept = page.kept("comparison-variant", variants[0]);
  const chosen = () => (variants.length > mostAtOnce ? kept.value : null);
  const groups = () => comparison.outcomes.map((outcome) => ({ ...titleOf(page, outcome), rows: makeRows(page, outcome, chosen()) }));
  const figure = makeFigure(page, {
    id: "effects", title: page.t("comparison.glance"), says: summarise(page, comparison.outcomes),
    controls: variants.length > mostAtOnce ? [makeList(page.t("variant"), variants.map((value) => ({ value, label: page.isolated(value) })), kept, () => figure.redraw())] : [],
    height: (width) => measureForest(groups(), width, false),
    option: (look, width) => drawForest(page, look, width, groups()),
    table: () => tabulateEffects(page, comparison.outcomes, (outcome) => page.measureWord(outcome.measure, outcome.place)),
    note: page.t("comparison.note"),
  });
  return figure.element;
}

// The first variant that clearly changes anything for anybody, else the first.
const findFirstClear = (page, subgroups, variants) =>
  variants.find((variant) => subgroups.some((outcome) => outcome.overall.some((effect) => effect.variant === variant && judge(page, outcome, effect).clear))) ?? variants[0];

// Who gains and who loses: effects by area, group, district or sector, on one scale.
function makeSubgroups(page, comparison) {
  const measures = [...new Set((comparison.subgroups ?? []).map((outcome) => outcome.measure))];
  if (measures.length === 0) return null;
  const variants = comparison.subgroups[0].overall.map((effect) => effect.variant);
  const [kept, keptVariant] = [page.kept("subgroups", measures[0]), page.kept("subgroups-variant", findFirstClear(page, comparison.subgroups, variants))];
  const shown = () => comparison.subgroups.filter((outcome) => outcome.measure === kept.value);
  const label = (outcome) => page.name(outcome.axis, outcome.place);
  const groups = () => [{ title: "", rows: shown().flatMap((outcome) => makeRows(page, outcome, keptVariant.value).map((row) => ({ ...row, name: label(outcome) }))) }];
  const says = () => {
    const named = (sign) => page.list(shown().filter((outcome) => outcome.overall.some((effect) => effect.variant === keptVariant.value && judge(page, outcome, effect).clear && effect.difference * sign > 0)).map((outcome) => page.nameInText(outcome.axis, outcome.place))) || page.t("nobody");
    return page.t("subgroups.says", { variant: page.isolated(keptVariant.value), gain: named(1), lose: named(-1) });
  };
  const figure = makeFigure(page, {
    id: "subgroups", title: () => writeTitle(page, page.t("subgroups.figure", { measure: page.measure(kept.value) }), shown()[0].unit), says,
    controls: [makeList(page.t("outcomes.choose"), measures.map((value) => ({ value, label: page.measure(value) })), kept, () => figure.redraw()),
      variants.length > 1 ? (variants.length > 4 ? makeList : makeRow)(page.t("variant"), variants.map((value) => ({ value, label: page.isolated(value) })), keptVariant, () => figure.redraw()) : null],
    height: (width) => measureForest(groupsForWidth(groups(), width), width, true),
    option: (look, width) => drawForest(page, look, width, groupsForWidth(groups(), width), { axis: { tick: (value) => page.tick(value, shown()[0].unit, { bare: true, signed: true }) } }),
    table: () => tabulateEffects(page, shown(), (outcome) => page.word(outcome.axis, outcome.place)),
  });
  return figure.element;
}

// On a phone names stand above their rows.
const groupsForWidth = (groups, width) => (width >= 620 ? groups : groups[0].rows.map((row) => ({ title: row.name, rows: [{ ...row, name: "" }] })));

export function build(page) {
  const { comparison } = page.data;
  if (!comparison?.outcomes?.length) return null;
  const outcomes = comparison.outcomes.filter((outcome) => outcome.overall.length > 0);
  const shown = { ...comparison, outcomes };
  const { design, variants: all, baseline } = page.data;
  const intro = [page.t("comparison.intro", { baseline: page.isolated(all[baseline].name) }), design?.design_points > 1 ? page.t("comparison.intro.swept", { points: page.number(design.points_run) }) : null];
  return makeSection(page, "comparison", page.t("comparison"), intro,
    makeGlance(page, shown), makeByMonth(page, shown), makeSubgroups(page, shown), makeCosts(page, shown));
}
