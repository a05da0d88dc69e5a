// What the search box finds: organisations and partnerships by name, number, type or purpose.
import { homeOf } from "./names.js";

// Letters without marks and case; Arabic alef, ya and ta marbuta in the forms people mix when they type.
export function plain(text) {
  return String(text)
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[\u0300-\u036f\u0640\u064b-\u065f]/g, "")
    .replace(/[\u0622\u0623\u0625]/g, "\u0627")
    .replace(/\u0649/g, "\u064a")
    .replace(/\u0629/g, "\u0647")
    .replace(/_/g, " ")
    .trim();
}

// Everything of a run that can be chosen: {kind, place, row, label, detail, words}.
export function entriesOf(page, run) {
  const { organisations, partnerships } = run;
  const found = organisations.row.map((row, place) => {
    const type = page.name("type", run.types[organisations.type[place]]);
    const home = homeOf(page, run, place);
    return entry("organisation", place, row, organisations.name[place], [type, home].filter(Boolean).join(" · "), [run.types[organisations.type[place]]]);
  });
  partnerships.row.forEach((row, place) => {
    const purpose = run.areas.filter((_, area) => partnerships.purpose[place][area] >= 0.25).map((key) => page.name("area", key));
    const span = page.t(partnerships.ended[place] === null ? "network.since" : "network.from_to", {
      from: page.month(partnerships.proposed[place]),
      to: partnerships.ended[place] === null ? "" : page.month(partnerships.ended[place]),
    });
    found.push(entry("partnership", place, row, page.t("network.partnership_number", { number: row }), [purpose.join(", "), span].filter(Boolean).join(" · "), []));
  });
  return found;
}

const entry = (kind, place, row, label, detail, others) => ({ kind, place, row, label, detail, words: plain([label, detail, ...others].join(" ")) });

// How well an entry fits what was typed; 0 = not at all. A number alone means the row: of a partnership first, as its number is
// all its name.
function fit(entry, wanted) {
  const label = plain(entry.label);
  if (label === wanted) return 5;
  if (/^\d+$/.test(wanted) && entry.row === Number(wanted)) return entry.kind === "partnership" ? 4.5 : 4;
  if (label.startsWith(wanted)) return 3;
  if (` ${entry.words}`.includes(` ${wanted}`)) return 2;
  return wanted.split(/\s+/).every((word) => entry.words.includes(word)) ? 1 : 0;
}

// The best first, and how many there are in all. Without a word: the first of all.
export function search(entries, text, most = 12) {
  const wanted = plain(text);
  if (!wanted) return { found: entries.slice(0, most), of: entries.length };
  const scored = entries.map((entry) => ({ entry, score: fit(entry, wanted) })).filter(({ score }) => score > 0);
  scored.sort((a, b) => b.score - a.score);
  return { found: scored.slice(0, most).map(({ entry }) => entry), of: scored.length };
}
