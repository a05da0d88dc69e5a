// THE table of texts: key -> {en, ar}. A text may have plural forms ({one, other}; Arabic: {zero, one, two, few, many, other}),
// chosen by the value `count`. {name} in a text is replaced by the value of that name.
import answer from "./texts/answer.json";
import figures from "./texts/figures.json";
import life from "./texts/life.json";
import measures from "./texts/measures.json";
import network from "./texts/network.json";
import page from "./texts/page.json";
import setup from "./texts/setup.json";
import sweep from "./texts/sweep.json";
import units from "./texts/units.json";
import vocabulary from "./texts/vocabulary.json";

export const texts = { ...page, ...answer, ...figures, ...life, ...measures, ...network, ...setup, ...sweep, ...units, ...vocabulary };
export const languages = { en: { name: "English", direction: "ltr" }, ar: { name: "العربية", direction: "rtl" } };

const plurals = { en: new Intl.PluralRules("en"), ar: new Intl.PluralRules("ar") };

function chooseForm(language, entry, values) {
  const text = entry[language] ?? entry.en;
  if (typeof text === "string") return text;
  const count = values.count ?? 0;
  return text[plurals[language].select(count)] ?? text.other;
}

/** The text of a key with its values put in; an unknown key is a fault of the page and shows as itself. */
export function writeText(language, key, values = {}) {
  const entry = texts[key];
  if (!entry) return key;
  return chooseForm(language, entry, values).replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** The same in pieces, for those who put elements in: texts and {value: name}. */
export function splitText(language, key, values = {}) {
  const entry = texts[key];
  if (!entry) return [key];
  return chooseForm(language, entry, values).split(/(\{\w+\})/).filter(Boolean)
    .map((piece) => (/^\{\w+\}$/.test(piece) && piece.slice(1, -1) in values ? { value: piece.slice(1, -1) } : piece));
}
