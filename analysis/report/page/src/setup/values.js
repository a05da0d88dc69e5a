// Values of settings as text: as they stand in a scenario.

export function writeValue(value) {
  if (value === null || value === undefined) return "–";
  if (Array.isArray(value)) return `[${value.map(writeValue).join(", ")}]`;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** The same for tables and files: numbers stay numbers, what does not exist stays empty. */
export const cellOf = (value) => (value === null || typeof value === "number" ? value : writeValue(value));
