// Whose needs are met: by area and by group, and the gap between groups.
import { makeSection } from "../elements.js";
import { findOutcomes, makeOutcomeFigure } from "../outcome_figure.js";
import { findPlaces, makeEnds, makePlacesOverTime } from "../places_figure.js";

export function build(page) {
  const parts = findPlaces(page, ["coverage_by_group", "coverage_by_area"]);
  const gap = findOutcomes(page, ["inclusion_gap", "coverage_least_group"]);
  if (parts.length === 0 && gap.length === 0) return null;
  return makeSection(page, "groups", page.t("groups"), page.t("groups.intro"),
    parts.length ? [makeEnds(page, "need-met-at-the-end", parts), makePlacesOverTime(page, "need-met-by-place", parts)] : null,
    gap.length ? makeOutcomeFigure(page, "gap-between-groups", gap) : null);
}
