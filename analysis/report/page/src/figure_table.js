// The table behind a chart: on the page, and as CSV.
import { make } from "./elements.js";

const mostRows = 200;

function writeCell(page, column, value) {
  if (value === null || value === undefined || value === "") return make("span", {}, "–");
  if (typeof value === "object") return page.given(value.shown);
  if (typeof value !== "number") return page.given(String(value));
  return page.number(value, column.unit, { significant: 4, difference: column.difference, signed: column.signed, plain: column.plain });
}

function makeRow(page, columns, row) {
  return make("tr", {}, columns.map((column, k) =>
    k === 0 ? make("th", { scope: "row" }, writeCell(page, column, row[k])) : make("td", { class: typeof row[k] === "number" ? "number" : null }, writeCell(page, column, row[k]))));
}

/**
 * A real table of the first 200 rows. columns: {key, label, unit, difference, signed, plain}; rows: numbers, texts,
 * words (page.word: shown translated, stored as the results have them) or null.
 */
export function makeTable(page, title, { columns, rows }) {
  const isNumber = columns.map((_, k) => k > 0 && typeof rows.find((row) => row[k] !== null && row[k] !== undefined)?.[k] === "number");
  const head = make("tr", {}, columns.map((column, k) => make("th", { scope: "col", class: isNumber[k] ? "number" : null }, column.label)));
  const more = rows.length > mostRows ? make("p", {}, page.t("table.more", { count: rows.length - mostRows, number: page.number(rows.length - mostRows) })) : null;
  return [
    make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": title },
      make("table", {}, make("caption", {}, title), make("thead", {}, head),
        make("tbody", {}, rows.slice(0, mostRows).map((row) => makeRow(page, columns, row))))),
    more,
  ];
}

// A cell that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay as they are.
function writeCsvCell(cell) {
  const value = cell?.stored ?? cell;
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** All rows, headed by the columns' keys, numbers as stored. With a byte order mark, without which spreadsheets misread Arabic. */
export function writeCsv({ columns, rows }) {
  const lines = [columns.map((column) => column.key), ...rows].map((row) => row.map(writeCsvCell).join(","));
  return `\ufeff${lines.join("\r\n")}\r\n`;
}
