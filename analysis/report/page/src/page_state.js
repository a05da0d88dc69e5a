// What every part of the page is built from: the data, the language, the look, and words and numbers in that language.
import { given, withoutTurns } from "./elements.js";
import { readLook, readTheme } from "./look.js";
import { placeOfInterval, writeList, writeNumber, writeTick } from "./numbers.js";
import { languages, splitText, texts, writeText } from "./texts.js";

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

export function makePage(data) {
  const listeners = new Map();
  const keptValues = new Map();
  const page = {
    data,
    language: data.language in languages ? data.language : "en",
    theme: readTheme(),
    get direction() {
      return languages[page.language].direction;
    },
    look: () => readLook(),

    /** A text of the table; values: {name: text}, and `count` chooses the plural form. */
    t: (key, values) => writeText(page.language, key, values),
    has: (key) => key in texts,
    /** A text with elements: each value may be a node. Returns a list of nodes and texts. */
    rich: (key, values) => splitText(page.language, key, values).map((piece) => (typeof piece === "string" ? piece : values[piece.value])),

    number: (value, unit, options) => writeNumber(page.language, translate, value, unit, options),
    tick: (value, unit, options) => writeTick(page.language, value, unit, options),
    list: (items) => writeList(page.language, items, page.t("semicolon")),
    /** "0.3 to 0.5 percentage points", rounded as `value` between them asks; options as for number (plain: "0.3 to 0.5"). */
    range(lower, upper, unit, options = {}) {
      const place = options.place ?? placeOfInterval(lower, upper, unit, options.value);
      const first = page.number(lower, unit, { ...options, place, bare: true });
      return page.t("range", { lower: first, upper: page.number(upper, unit, { ...options, place }) });
    },
    /** A value rounded as its interval asks. */
    estimate: (value, lower, upper, unit, options) =>
      page.number(value, unit, { place: lower === null || lower === undefined ? undefined : placeOfInterval(lower, upper, unit, value), ...options }),
    month: (month) => page.t("month", { month }),

    /** The translated name of a word of the vocabulary: name("sector", "nonprofit"); words of scenarios stay as they are. */
    name(kind, key) {
      if (page.has(`${kind}.${key}`)) return page.t(`${kind}.${key}`);
      const numbered = /^(\w+?)_(\d+)$/.exec(key);
      if (numbered && page.has(`numbered.${numbered[1]}`)) return page.t(`numbered.${numbered[1]}`, { number: numbered[2] });
      return page.isolated(String(key).replaceAll("_", " "));
    },
    /** Names as cells of tables: shown translated, stored in files as the results have them. */
    word: (kind, key) => ({ shown: page.name(kind, key), stored: key }),
    measureWord: (name, place) => ({ shown: page.measure(name, place), stored: place ? `${name}.${place}` : name }),
    /** What a measure is called, with its place: measure("coverage_by_area", "food"). */
    measure(name, place) {
      const key = `measure.${name}${place ? `.${place}` : ""}`;
      if (page.has(key)) return page.t(key);
      const whole = page.has(`measure.${name}`) ? page.t(`measure.${name}`) : (data.measures?.[name]?.label ?? name.replaceAll("_", " "));
      const axis = data.places?.find((part) => part.measure === name)?.axis ?? /_by_(\w+)$/.exec(name)?.[1];
      return place ? page.t("measure_at", { measure: whole, place: page.name(axis ?? "place", place) }) : whole;
    },
    /** What a part of data.outcomes, further or places is called: flows over twelve months are "in a year". */
    outcomeName: (part) => (part.summed && page.has(`measure.${part.measure}.year`) ? page.t(`measure.${part.measure}.year`) : page.measure(part.measure, part.place)),
    /** More than one run with the same settings: only then is there anything to say of chance. */
    hasReplicates: () => (data.design?.replicates ?? 1) > 1,
    /** The months that numbers at the end are means of. */
    window() {
      const [first, last] = data.window;
      return first === last ? page.month(last) : page.t("months", { first, last });
    },
    /** The same as measure in the middle of a sentence. */
    measureInText: (name, place) => beginSmall(page.measure(name, place)),
    nameInText: (kind, key) => (page.has(`${kind}.${key}`) ? beginSmall(page.name(kind, key)) : page.name(kind, key)),
    unit: (measure) => data.measures?.[measure]?.unit ?? "",
    /** A variant as text for charts; a run has one without a name. */
    variant: (place) => page.isolated(data.variants[place].name || data.title),
    /** A name that a user gave, as text: isolated from a right-to-left sentence, or a left-to-right one from it. */
    isolated: (text) => (page.direction === "rtl" || rightToLeft.test(text) ? `\u2068${withoutTurns(text).replace(/[\u2066-\u2069]/g, "")}\u2069` : withoutTurns(text)),
    /** Text for charts, which read from left to right whatever the page does: right-to-left sentences keep their order. */
    inChart: (text) => (page.direction === "rtl" && rightToLeft.test(text) ? `\u2067${text}\u2069` : text),
    given,

    /** A value that outlives building the page anew (which a change of language does): {value}. */
    kept(key, initial) {
      if (!keptValues.has(key)) keptValues.set(key, { value: initial });
      return keptValues.get(key);
    },
    /** Events: "look" (theme changed). Listeners go when the page is built anew. */
    on: (event, listener) => listeners.set(event, [...(listeners.get(event) ?? []), listener]),
    tell: (event) => (listeners.get(event) ?? []).forEach((listener) => listener()),
    forgetListeners: () => listeners.clear(),
  };
  const translate = Object.assign((key, values) => page.t(key, values), { has: page.has });
  const beginSmall = (text) => (page.language === "en" ? text.charAt(0).toLowerCase() + text.slice(1) : text);
  return page;
}
