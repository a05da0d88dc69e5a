// Outcomes over time.
import { makeSection } from "../elements.js";
import { findOutcomes, makeOutcomeFigure } from "../outcome_figure.js";

export function build(page) {
  const outcomes = findOutcomes(page);
  if (outcomes.length === 0) return null;
  return makeSection(page, "outcomes", page.t("outcomes"), page.t("outcomes.intro"), makeOutcomeFigure(page, "outcomes-over-time", outcomes));
}
