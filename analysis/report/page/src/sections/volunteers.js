// Volunteers, and trust between organisations.
import { makeSection } from "../elements.js";
import { findOutcomes, makeOutcomeFigure } from "../outcome_figure.js";
import { findPlaces, makePlacesOverTime } from "../places_figure.js";

const ofVolunteers = ["volunteers", "volunteer_hours", "participation", "retention", "morale", "volunteers_joined", "volunteers_left"];
const ofTrust = ["trust_in_partnerships", "trust"];

export function build(page) {
  const [volunteers, trust, bySector] = [findOutcomes(page, ofVolunteers), findOutcomes(page, ofTrust), findPlaces(page, ["volunteers_by_sector"])];
  if (volunteers.length + trust.length + bySector.length === 0) return null;
  return makeSection(page, "volunteers", page.t("volunteers"), page.t("volunteers.intro"),
    volunteers.length ? makeOutcomeFigure(page, "volunteers-over-time", volunteers) : null,
    bySector.length ? makePlacesOverTime(page, "volunteers-by-sector", bySector) : null,
    trust.length ? makeOutcomeFigure(page, "trust-over-time", trust) : null);
}
