// The life of an organisation or a partnership as facts, one sentence each: {month, key, values}. The table of texts says them.
import { homeOf, isShown, nameOf } from "./names.js";
import { membersEver } from "./people.js";

// "A, B and two others": the first by name, the rest and those that are not in the data counted.
export function listNames(page, run, places, most = 4) {
  const shown = places.filter(isShown).slice(0, most).map((place) => nameOf(page, run, place));
  const count = places.length - shown.length;
  return page.list(count > 0 ? [...shown, page.t("network.others", { count, number: page.number(count) })] : shown);
}

export const partnersIn = (run, partnership, organisation) => membersEver(run, partnership).map(([place]) => place).filter((place) => place !== organisation);

function factsOfMembership(page, run, organisation, { partnership, joined, left, reason }) {
  const { proposed, signed, ended, end_reason, row } = run.partnerships;
  const number = row[partnership];
  const over = ended[partnership];
  const facts = [{
    month: joined,
    partnership,
    key: joined <= proposed[partnership] ? "life.proposed" : "life.joined",
    values: { number, partners: listNames(page, run, partnersIn(run, partnership, organisation)) },
  }];
  const wasThere = (month) => month !== null && month >= joined && (left === null || left >= month);
  if (wasThere(signed[partnership]) && joined < signed[partnership]) facts.push({ month: signed[partnership], partnership, key: "life.signed", values: { number } });
  if (wasThere(over))
    facts.push({ month: over, partnership, key: signed[partnership] === null ? "life.never_signed" : "life.ended", values: { number, reason: page.name("end_reason", run.end_reasons[end_reason[partnership]]) } });
  else if (left !== null) facts.push({ month: left, partnership, key: "life.left", values: { number, reason: page.name("end_reason", run.end_reasons[reason]) } });
  return facts;
}

// A partner that closes while they are in one partnership.
function lostPartners(page, run, organisation) {
  const { closed, closure_reason } = run.organisations;
  const facts = [];
  const told = new Set();
  for (const mine of run.memberships[organisation])
    for (const [other, joined, left] of run.partnerships.members[mine.partnership]) {
      if (!isShown(other) || other === organisation || told.has(other) || closed[other] === null) continue;
      const month = closed[other];
      const together = joined <= month && (left === null || left >= month) && mine.joined <= month && (mine.left === null || mine.left >= month);
      if (!together) continue;
      told.add(other);
      facts.push({ month, key: "life.lost", values: { partner: nameOf(page, run, other), reason: page.name("closure_reason", run.closure_reasons[closure_reason[other]]) } });
    }
  return facts;
}

export function lifeOf(page, run, organisation) {
  const { founded, closed, closure_reason } = run.organisations;
  const facts = [{ month: founded[organisation], key: founded[organisation] <= 0 ? "life.before" : "life.founded", values: {} }];
  for (const membership of run.memberships[organisation]) facts.push(...factsOfMembership(page, run, organisation, membership));
  facts.push(...lostPartners(page, run, organisation));
  if (closed[organisation] !== null)
    facts.push({ month: closed[organisation], key: "life.closed", values: { reason: page.name("closure_reason", run.closure_reasons[closure_reason[organisation]]) } });
  return inOrder(facts, closed[organisation]);
}

// By month; closing is the last word.
const inOrder = (facts) => facts.map((fact, k) => ({ fact, k })).sort((a, b) => a.fact.month - b.fact.month || Number(a.fact.key === "life.closed") - Number(b.fact.key === "life.closed") || a.k - b.k).map(({ fact }) => fact);

export function lifeOfPartnership(page, run, partnership) {
  const { proposed, signed, ended, end_reason } = run.partnerships;
  const facts = [];
  const founders = membersEver(run, partnership).filter(([, joined]) => joined <= proposed[partnership]);
  facts.push({ month: proposed[partnership], key: "story.proposed", values: { names: listNames(page, run, founders.map(([place]) => place), 6) } });
  for (const [place, joined, left, reason] of membersEver(run, partnership)) {
    const who = nameOf(page, run, place);
    if (joined > proposed[partnership]) facts.push({ month: joined, key: "story.joined", organisation: place, values: { name: who } });
    if (left !== null && left !== ended[partnership])
      facts.push({ month: left, key: "story.left", organisation: place, values: { name: who, reason: page.name("end_reason", run.end_reasons[reason]) } });
  }
  if (signed[partnership] !== null) facts.push({ month: signed[partnership], key: "story.signed", values: {} });
  if (ended[partnership] !== null)
    facts.push({ month: ended[partnership], key: signed[partnership] === null ? "story.never_signed" : "story.ended", values: { reason: page.name("end_reason", run.end_reasons[end_reason[partnership]]) } });
  return inOrder(facts);
}

// One sentence on who it is and one that sums its life up.
export function summaryOf(page, run, organisation) {
  const { type, sector, revenue_usd, closed } = run.organisations;
  const of = run.memberships[organisation].map(({ partnership }) => partnership);
  const { signed, ended, end_reason } = run.partnerships;
  const over = of.filter((p) => ended[p] !== null);
  const counts = {
    proposed: of.length,
    signed: of.filter((p) => signed[p] !== null).length,
    ended: over.length,
    conflict: over.filter((p) => run.end_reasons[end_reason[p]] === "conflict").length,
  };
  const sentences = [
    page.t("life.who", {
      type: page.name("type", run.types[type[organisation]]),
      sector: page.name("sector", run.sectors[sector[organisation]]),
      district: homeOf(page, run, organisation),
      revenue: page.number(revenue_usd[organisation], "usd"),
    }),
    page.t(of.length ? "life.sum" : "life.alone", Object.fromEntries(Object.entries(counts).map(([key, value]) => [key, page.number(value, "1")]))),
  ];
  if (counts.conflict) sentences.push(page.t("life.conflicts", { count: page.number(counts.conflict, "1") }));
  if (closed[organisation] === null) sentences.push(page.t("life.open"));
  return sentences;
}
