// Numbers as a reader sees them. Western digits in both languages, so that the page, its charts and its CSV agree.

const locales = { en: "en-GB", ar: "ar-u-nu-latn" };
const minus = "\u2212";

// The step that `width` is worth saying to: two digits of it if they begin below 6, else one. 0.012 -> 0.001, 0.06 -> 0.01.
function step(width) {
  const magnitude = 10 ** Math.floor(Math.log10(width));
  return width / magnitude < 6 ? magnitude / 10 : magnitude;
}

const roundTo = (value, place) => (place >= 1 ? Math.round(value / place) * place : value);
const decimalsOf = (place) => Math.min(8, Math.max(0, -Math.round(Math.log10(place))));

// A value without a given precision: three significant digits, whole from 1000 up; counts stay whole.
function placeOf(value, significant) {
  const size = Math.abs(value);
  if (size === 0) return 1;
  return 10 ** (Math.floor(Math.log10(size)) - significant + 1);
}

function writePlain(language, value, place, signed, style) {
  const shown = roundTo(value, place);
  if (style.notation) return new Intl.NumberFormat(locales[language], { maximumSignificantDigits: 3, ...style }).format(shown).replace("-", minus);
  const decimals = decimalsOf(place);
  const text = new Intl.NumberFormat(locales[language], {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: signed ? "exceptZero" : "negative",
    ...style,
  }).format(shown);
  return text.replace("-", minus);
}

/**
 * number(language, t, value, unit, options): a value with its unit in words. Shares become percent, differences of shares
 * percentage points. options: signed; difference (of two values); digits (after the point; for shares, of the percent);
 * significant (default 3); place (10, 1, 0.1, ... to round to); plain (no unit, as in a table whose heading has it; a percent
 * sign and a dollar sign before the number stay, as they are part of how such numbers are written); bare (not even these);
 * compact (1.2M).
 */
export function writeNumber(language, t, value, unit, options = {}) {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  const share = unit === "share";
  const shown = share ? value * 100 : value;
  let place = options.place ?? placeOf(shown, options.significant ?? 3);
  if (options.digits !== undefined) place = 10 ** -options.digits;
  else if (options.place === undefined && Number.isInteger(shown) && Math.abs(shown) < 1e6) place = 1;
  else if (options.place === undefined && unit !== "usd") place = Math.min(place, 1);
  const dollars = unit === "usd" && language === "en";
  const plain = writePlain(language, shown, place, options.signed, { ...(dollars ? money : {}), ...(options.compact ? { notation: "compact" } : {}) });
  if (share && !options.difference && !options.bare) return percent(language, plain);
  if (options.plain || options.bare || dollars || !unit || unit === "1" || unit === "ratio") return plain;
  if (share) return t("unit.percentage_point", { count: Math.abs(roundTo(shown, place)), number: plain });
  return t.has(`unit.${unit}`) ? t(`unit.${unit}`, { count: Math.abs(roundTo(shown, place)), number: plain }) : `${plain} ${unit}`;
}

const money = { style: "currency", currency: "USD", currencyDisplay: "narrowSymbol" };
const percent = (language, plain) => (language === "ar" ? `${plain}\u200e%` : `${plain}%`);

/**
 * The place to which a value and the ends of its interval are rounded together: by half its width, or by its nearer end where
 * the interval leans to one side, so that neither end rounds into the value.
 */
export function placeOfInterval(lower, upper, unit, value) {
  const scale = unit === "share" ? 100 : 1;
  const half = (Math.abs(upper - lower) / 2) * scale;
  if (!Number.isFinite(half) || half <= 0) return undefined;
  const nearer = Number.isFinite(value) ? Math.min(Math.abs(upper - value), Math.abs(value - lower)) * scale : half;
  const arm = nearer > 0 && nearer < half / 2 ? nearer : half;
  return unit === "share" && arm >= 0.02 ? Math.max(0.01, step(arm)) : step(arm);
}

/** Short numbers for axes: 1.2k, 3M; shares in percent. options: signed; bare (shares without the sign of percent). */
export function writeTick(language, value, unit, options = {}) {
  const style = unit === "usd" && language === "en" ? money : {};
  const compact = Math.abs(value) >= 10000 ? { notation: "compact" } : {};
  const format = new Intl.NumberFormat(locales[language], { maximumSignificantDigits: 6, signDisplay: options.signed ? "exceptZero" : "negative", ...style, ...compact });
  const text = format.format(Number(((unit === "share" ? 100 : 1) * value).toPrecision(10))).replace("-", minus);
  return unit === "share" && !options.bare ? percent(language, text) : text;
}

/** "a, b and c"; "a; b, of c; d" where a comma within one would be taken for the next. */
export function writeList(language, items, semicolon) {
  if (items.length > 1 && items.some((item) => /[,،;؛]/.test(item))) return items.join(semicolon);
  return new Intl.ListFormat(locales[language], { type: "conjunction" }).format(items);
}
