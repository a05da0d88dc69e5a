// The question, the answer, key numbers, and how to read them.
import { writeAnswer } from "../answer.js";
import { make } from "../elements.js";

const onCards = ["coverage", "inclusion_gap", "joint_share", "partnerships", "trust_in_partnerships", "volunteers"];

function writeEnd(page, outcome, variant) {
  const { mean, lower, upper } = outcome.at_end[variant];
  const unit = page.unit(outcome.measure);
  const gap = outcome.measure === "inclusion_gap";
  // The card's title says what is counted.
  const options = { difference: gap, plain: true };
  const value = page.estimate(mean, lower, upper, unit, options);
  return { value: gap ? page.t("points", { number: value }) : value, range: lower === null ? null : page.range(lower, upper, unit, { ...options, value: mean }) };
}

function makeCard(page, outcome) {
  const single = page.data.variants.length === 1;
  const lines = page.data.variants.map((variant, k) => {
    const { value, range } = writeEnd(page, outcome, k);
    const name = single ? null : make("span", { class: "card-variant" }, page.given(variant.name));
    return make("div", { class: "card-line" }, name, make("span", { class: "card-value" }, value), range ? make("span", { class: "card-range" }, range) : null);
  });
  return make("li", { class: "card" }, make("h3", {}, page.outcomeName(outcome)), lines);
}

// What the numbers are means of, and whether they can have intervals.
function whenOf(page) {
  const key = page.data.design?.design_points > 1 ? "cards.when.swept" : "cards.when";
  return page.hasReplicates() ? key : `${key}.one`;
}

function makeCards(page) {
  const outcomes = onCards.map((measure) => (page.data.outcomes ?? []).find((outcome) => outcome.measure === measure && outcome.at_end.some((end) => end.mean !== null))).filter(Boolean);
  if (outcomes.length === 0 || page.data.variants.length > 6) return null;
  return make("section", { class: "key-numbers", "aria-labelledby": "cards-title" }, make("h2", { id: "cards-title", class: "small" }, page.t("cards")),
    make("p", { class: "intro" }, page.t(whenOf(page), { months: page.window(), points: page.number(page.data.design?.points_run ?? 1) })),
    make("ul", { class: "cards" }, outcomes.map((outcome) => makeCard(page, outcome))));
}

function makeReading(page) {
  const compared = Boolean(page.data.comparison);
  const keys = ["read.simulation", page.hasReplicates() && "read.interval", compared && "read.clear", "read.points", "read.table"].filter(Boolean);
  return make("aside", { class: "reading", "aria-labelledby": "reading-title" }, make("h2", { id: "reading-title", class: "small" }, page.t("how_to_read")),
    make("ul", {}, keys.map((key) => make("li", {}, page.t(key)))));
}

export function build(page) {
  return make("div", { id: "head" },
    make("h1", {}, page.given(page.data.title)),
    page.data.question ? make("p", { class: "lead" }, make("span", { class: "unseen" }, `${page.t("question")}: `), page.given(page.data.question)) : null,
    make("section", { class: "answer", id: "answer", "aria-labelledby": "answer-title" }, make("h2", { id: "answer-title", class: "small" }, page.t("answer")), writeAnswer(page)),
    makeCards(page), makeReading(page));
}
