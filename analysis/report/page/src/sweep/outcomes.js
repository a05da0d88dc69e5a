// Which outcome of a sweep is looked at, and how its factors are called.

const keyOf = ({ measure, place, variant, month }) => JSON.stringify([measure, place, variant, month]);

const labelOf = (page, outcome) => {
  const name = page.measure(outcome.measure, outcome.place);
  return page.data.variants.length > 1 ? page.t("sweep.outcome_of", { measure: name, variant: page.variant(outcome.variant) }) : name;
};

/** Outcomes that indices or response curves exist for: [] {value (a key), label, outcome}, in the order of the data. */
export function outcomesOf(page) {
  const { sensitivity, responses } = page.data;
  const found = new Map();
  for (const outcome of [...(sensitivity?.outcomes ?? []), ...(responses ?? [])])
    if (!found.has(keyOf(outcome))) found.set(keyOf(outcome), { value: keyOf(outcome), label: labelOf(page, outcome), outcome });
  return [...found.values()];
}

export const sameOutcome = (key) => (outcome) => keyOf(outcome) === key;

/** Families of indices that belong in one chart, the most telling first; what is left over stands in the table. */
const families = [["total", "first"], ["mu_star"], ["standardised", "rank"]];

export const familyOf = (outcome) => families.find((family) => outcome.indices.some(({ index }) => index === family[0])) ?? [outcome.indices[0]?.index].filter(Boolean);

/** {factor place: {value, lower, upper}} of one index of an outcome. */
export const indicesOf = (outcome, index) => new Map(outcome.indices.filter((one) => one.index === index).map((one) => [one.factor, one]));

/** Places of factors, what matters most first: by their weights, or by the size of the first index of the family. */
export function byImportance(outcome, factors) {
  const places = factors.map((_, place) => place);
  if (!outcome) return places;
  if (outcome.weights?.some((weight) => weight !== null)) return places.sort((a, b) => (outcome.weights[b] ?? -1) - (outcome.weights[a] ?? -1) || a - b);
  const values = indicesOf(outcome, familyOf(outcome)[0]);
  const size = (place) => Math.abs(values.get(place)?.value ?? 0);
  return places.sort((a, b) => size(b) - size(a) || a - b);
}

export const nameOfIndex = (page, index) => (page.has(`index.${index}`) ? page.t(`index.${index}`) : index.replaceAll("_", " "));

/** Values of factors stand as a scenario writes them: shares as 0.3, not as percent. */
export const unitOfFactor = (unit) => (unit === "share" ? "1" : (unit ?? "1"));

/** A path of several words on lines of at most so many letters, broken after dots and underscores; for charts. */
export function breakPath(page, path, most) {
  const lines = [""];
  for (const piece of path.split(/(?<=[._])/)) {
    if (lines.at(-1) && lines.at(-1).length + piece.length > most) lines.push("");
    lines[lines.length - 1] += piece;
  }
  return lines.map(page.isolated).join("\n");
}
