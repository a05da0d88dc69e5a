// CSV as RFC 4180 has it, and numbers as the page writes them.

/** [row][cell] texts. */
export function readCsv(text) {
  const rows = [[]];
  let cell = "";
  let quoted = false;
  for (let k = 0; k < text.length; k += 1) {
    const letter = text[k];
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (text[k + 1] === '"') cell += text[(k += 1)];
      else quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === "," || letter === "\n") {
      rows.at(-1).push(cell);
      cell = "";
      if (letter === "\n") rows.push([]);
    } else if (letter !== "\r") cell += letter;
  }
  if (cell || rows.at(-1).length) rows.at(-1).push(cell);
  else rows.pop();
  return rows;
}

const isNumber = (text) => /^-?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text);

/** The number that a CSV cell holds, or null. */
export const numberOfCell = (text) => (isNumber(text) ? Number(text) : null);

/** The number that the page shows as "1,234", "−0.5 percentage points", "12.3%" or "$1.2": null if it shows none. */
export function numberOfShown(text) {
  const found = /[\u2212-]?[\d,]*\.?\d+/.exec(text.replace(/[\u200e\u200f\u2066-\u2069\s]/g, ""));
  return found ? Number(found[0].replaceAll(",", "").replace("\u2212", "-")) : null;
}

/** Whether a shown number is the stored one, rounded to what is shown, perhaps as percent. */
export function isShownAs(stored, shownText) {
  const shown = numberOfShown(shownText);
  if (shown === null) return false;
  const decimals = /\.(\d+)/.exec(shownText)?.[1].length ?? 0;
  const digits = shownText.replace(/[^\d]/g, "").replace(/^0+/, "").length;
  const place = decimals ? 10 ** -decimals : 10 ** Math.max(0, digits - 4);  // four significant digits and more
  return [1, 100].some((scale) => Math.abs(stored * scale - shown) <= 0.5 * place + 1e-9 * Math.abs(stored * scale));
}
