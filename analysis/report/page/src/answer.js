// The answer in plain words: the facts of the data (DATA.md, "Facts of the answer") as sentences.
import { make } from "./elements.js";
import { placeOfInterval } from "./numbers.js";

const changes = ["better", "worse", "more", "less"];

/** Writes what facts have in common; its first interval is introduced, later ones stand alone in brackets. */
function makeWriter(page) {
  let introduced = false;
  const strong = (text) => make("strong", {}, text);
  const unitOf = (fact) => page.unit(fact.measure);
  const isGap = (measure) => measure === "inclusion_gap";
  // "volunteers rose by 6": the measure's name says what is counted.
  // From and to, rounded as their difference is.
  const ends = (fact, from, to) => {
    const place = fact.lower === null ? undefined : placeOfInterval(fact.lower, fact.upper, unitOf(fact), fact.difference);
    const write = (value) => page.number(value, unitOf(fact), { difference: isGap(fact.measure), plain: true, ...(place ? { place } : {}) });
    return { from: write(from), to: write(to) };
  };
  const isCount = (fact) => ["person", "organisation", "partnership"].includes(unitOf(fact));
  return {
    strong,
    variant: (place) => strong(page.given(page.data.variants[place].name)),
    measure: (name, place) => page.measureInText(name, place),
    interval(lower, upper, unit, options = {}) {
      if (lower === null || lower === undefined || upper === null || upper === undefined) return "";
      const range = page.range(lower, upper, unit, { ...options, plain: true });
      const text = page.t(introduced ? "interval.next" : "interval.first", { range });
      introduced = true;
      return ` (${text})`;
    },
    value: (value, fact, options) => page.estimate(value, fact.lower, fact.upper, unitOf(fact), { difference: isGap(fact.measure), ...options }),
    level(fact) {
      return { value: strong(this.value(fact.mean, fact)), interval: this.interval(fact.lower, fact.upper, unitOf(fact), { difference: isGap(fact.measure), value: fact.mean }) };
    },
    // A difference and what it lies between, written without its sign: words say the direction.
    change(fact, from, to) {
      const [low, high] = fact.difference < 0 ? [-fact.upper, -fact.lower] : [fact.lower, fact.upper];
      return {
        measure: this.measure(fact.measure, fact.place),
        difference: strong(page.estimate(Math.abs(fact.difference), low, high, unitOf(fact), { difference: true, plain: isCount(fact) })),
        interval: this.interval(low, high, unitOf(fact), { difference: true, value: Math.abs(fact.difference) }),
        ...ends(fact, from, to),
      };
    },
  };
}

// How many settings of the factors were run: "896", or "88 of 896" where runs are missing.
function writeSettings(page, fact) {
  return fact.points < fact.points_of ? page.t("say.points.some", { points: page.number(fact.points), of: page.number(fact.points_of) }) : page.number(fact.points_of);
}

function sayRuns(page, fact) {
  const values = { count: fact.complete, runs: page.number(fact.complete), months: page.number(fact.months, "month"), replicates: page.number(fact.replicates), variants: page.number(fact.variants) };
  if (fact.points_of > 1) {
    const whole = fact.complete === fact.points * fact.variants * fact.replicates;
    const each = page.t(whole ? "say.times" : "say.times.at_most", { count: fact.replicates, replicates: values.replicates });
    return page.rich(fact.variants > 1 ? "say.runs.swept" : "say.runs.points", { ...values, points: writeSettings(page, fact), each });
  }
  return fact.variants > 1 ? page.rich("say.runs.compared", { ...values, count: fact.replicates }) : page.rich("say.runs", values);
}

function sayPart(page, fact) {
  const [part, of] = fact.shard.split("/");
  return page.rich("say.part", { part, of });
}

function sayBest(page, write, fact) {
  const [best, ...others] = fact.variants;
  if (fact.variants.length === page.data.variants.length) return page.rich("say.best.all", {});
  const names = page.list(others.map((place) => page.variant(place)));
  return page.rich(others.length ? "say.best.alike" : "say.best.alone", { best: write.variant(best), others: names });
}

// The first says which months are compared.
function sayChange(page, write, fact, isFirst) {
  const clear = fact.lower === null || fact.lower > 0 || fact.upper < 0;
  const key = !clear ? "say.stayed" : fact.difference > 0 ? "say.rose" : "say.fell";
  const values = write.change(fact, fact.from, fact.to);
  if (!isFirst) return page.rich(`${key}.also`, values);
  const over = (value, [first, last]) => (first === last ? page.t("say.at_month", { value, month: page.month(last) }) : page.t("say.mean_of", { value, months: page.t("months", { first, last }) }));
  return page.rich(key, { ...values, measure: page.measure(fact.measure, fact.place), from: over(values.from, fact.from_months), to: over(values.to, fact.to_months) });
}

function sayMissing(page, fact) {
  const what = ["failed", "not_run", "stopped"].filter((kind) => fact[kind] > 0).map((kind) => page.t(`say.missing.${kind}`, { number: page.number(fact[kind]) }));
  return page.rich("say.missing", { what: page.list(what) });
}

function sayCost(page, write, fact) {
  const share = page.unit(fact.measure) === "share";
  const scale = share ? 100 : 1;
  const open = fact.lower === null || fact.upper === null;
  const [lower, upper] = open ? [null, null] : [fact.lower / scale, fact.upper / scale];
  return page.rich(open ? "say.cost.open" : "say.cost", {
    per: page.t(share ? "say.per.point" : "say.per.unit"), measure: write.measure(fact.measure),
    ratio: write.strong(page.estimate(fact.ratio / scale, lower, upper, "usd")), interval: write.interval(lower, upper, "usd", { value: fact.ratio / scale }),
  });
}

function saySpending(page, write, fact) {
  if (fact.difference === 0) return page.rich("say.spending.same", {});
  const [low, high] = fact.difference < 0 ? [-fact.upper, -fact.lower] : [fact.lower, fact.upper];
  return page.rich(fact.difference > 0 ? "say.spending.more" : "say.spending.less", {
    difference: write.strong(page.estimate(Math.abs(fact.difference), low, high, "usd")), interval: write.interval(low, high, "usd", { value: Math.abs(fact.difference) }),
  });
}

const joinNodes = (page, lists) => lists.flatMap((nodes, k) => (k ? [page.t("semicolon"), nodes] : [nodes]));

// Better, worse and other changes of a variant, each kind one sentence.
function sayChanges(page, write, facts) {
  const kinds = [["say.better", ["better"]], ["say.worse", ["worse"]], ["say.other", ["more", "less"]]];
  return kinds.map(([key, says]) => {
    const items = facts.filter((fact) => says.includes(fact.say))
      .map((fact) => page.rich(fact.difference > 0 ? "say.item.rose" : "say.item.fell", write.change(fact, fact.baseline_mean, fact.mean)));
    return items.length ? page.rich(key, { items: joinNodes(page, items) }) : null;
  });
}

function sayNoChange(page, write, fact, changed) {
  if (!changed) return page.rich("say.no_clear_change.any", { number: page.number(fact.measures.length) });
  return page.rich("say.no_clear_change", { measures: page.list(fact.measures.map((name) => write.measure(name))) });
}

function sayVariant(page, write, place, facts) {
  const find = (say) => facts.filter((fact) => fact.say === say);
  const places = (fact) => page.list(fact.places.map((name) => page.nameInText(fact.axis, name)));
  const changed = facts.some((fact) => changes.includes(fact.say));
  const sentences = [
    ...sayChanges(page, write, facts),
    ...find("no_clear_change").map((fact) => sayNoChange(page, write, fact, changed)),
    ...["groups_gain", "groups_lose"].flatMap((say) => find(say).map((fact) => page.rich(page.has(`say.${say}.${fact.axis}`) ? `say.${say}.${fact.axis}` : `say.${say}`, { places: places(fact) }))),
    ...find("spending").map((fact) => saySpending(page, write, fact)),
    ...find("cost").map((fact) => sayCost(page, write, fact)),
  ].filter(Boolean);
  const opening = page.rich("say.variant", { variant: write.variant(place), baseline: page.given(page.data.variants[page.data.baseline].name) });
  return make("p", {}, [opening, ...sentences].map((sentence) => [sentence, " "]));
}

// Outcomes that the same factors decide share a sentence.
function sayDecides(page, write, fact, facts) {
  const alike = facts.filter((other) => other.say === "decides" && other.factors.join() === fact.factors.join());
  if (alike[0] !== fact) return null;
  return page.rich("say.decides", { measures: page.list(alike.map((each) => write.measure(each.measure, each.place))), factors: page.list(fact.factors.map(page.isolated)) });
}

function sayOpening(page, write, facts) {
  const noisy = facts.filter((fact) => fact.say === "noise");
  const sentences = facts.map((fact) => {
    if (fact.say === "one_run") return page.rich("say.one_run", {});
    if (fact.say === "runs") return sayRuns(page, fact);
    if (fact.say === "part") return sayPart(page, fact);
    if (fact.say === "best") return sayBest(page, write, fact);
    if (fact.say === "level") return page.rich(page.has(`say.level.${fact.measure}`) ? `say.level.${fact.measure}` : "say.level", { measure: page.measure(fact.measure, fact.place), ...write.level(fact) });
    if (fact.say === "change") return sayChange(page, write, fact, fact === facts.find((one) => one.say === "change"));
    if (fact.say === "decides") return sayDecides(page, write, fact, facts);
    if (fact.say === "noise" && fact === noisy[0]) return page.rich("say.noise", { measures: page.list(noisy.map((each) => write.measure(each.measure, each.place))) });
    if (fact.say === "missing") return sayMissing(page, fact);
    return null;
  }).filter(Boolean);
  return make("p", { class: "opening" }, sentences.map((sentence) => [sentence, " "]));
}

/** Paragraphs: one for the whole, and for comparisons one for each variant. */
export function writeAnswer(page) {
  const facts = page.data.answer ?? [];
  if (facts.length === 0) return [make("p", {}, page.t("say.nothing"))];
  const write = makeWriter(page);
  const whole = facts.filter((fact) => fact.variant === undefined || fact.variant === null);
  // What was asked comes before how it was found.
  const order = (fact) => ["part", "best", "runs"].indexOf(fact.say) + 1 || 4;
  const opening = sayOpening(page, write, [...whole].sort((a, b) => order(a) - order(b)));
  const variants = [...new Set(facts.map((fact) => fact.variant).filter((place) => typeof place === "number"))];
  return [opening, ...variants.map((place) => sayVariant(page, write, place, facts.filter((fact) => fact.variant === place)))];
}
