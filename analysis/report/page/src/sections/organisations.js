// Organisations: how many of which sector, why they close, what they live on and what lies idle.
import { makeSection } from "../elements.js";
import { findPlaces, makeEnds, makePlacesOverTime } from "../places_figure.js";

const measures = ["organisations_by_sector", "exits_by_reason", "income_share_by_source", "idle_by_resource", "public_spending_by_lever"];

export function build(page) {
  const parts = findPlaces(page, measures);
  if (parts.length === 0) return null;
  return makeSection(page, "organisations", page.t("organisations"), page.t("organisations.intro"),
    makeEnds(page, "organisations-at-the-end", parts), makePlacesOverTime(page, "organisations-over-time", parts));
}
