// Who was in which partnership when, as bars over months (spans.js) and as tables.
import { membersEver } from "./people.js";
import { isShown, nameOf, partnershipName } from "./names.js";
import { listNames, partnersIn } from "./story.js";

const lastMonth = (run) => run.months.at(-1);

// Its part of a partnership: proposed until signed (pale), then until it left or the partnership ended.
function spansOfMembership(page, run, { partnership, joined, left }, look) {
  const { signed, ended } = run.partnerships;
  const until = left ?? ended[partnership] ?? lastMonth(run);
  const goesOn = left === null && ended[partnership] === null;
  const sign = signed[partnership];
  const tip = tipOfPartnership(page, run, partnership);
  const spans = [];
  if (sign === null || sign > joined) spans.push({ from: joined, to: Math.min(sign ?? until, until), colour: look.series[0], pale: true, on: goesOn && sign === null, end: sign === null && !goesOn, tip });
  if (sign !== null && sign < until) spans.push({ from: Math.max(sign, joined), to: until, colour: look.series[0], on: goesOn, end: !goesOn, tip });
  return spans;
}

function tipOfPartnership(page, run, partnership) {
  const { proposed, signed, ended, end_reason } = run.partnerships;
  const lines = [
    partnershipName(page, run, partnership),
    listNames(page, run, membersEver(run, partnership).map(([place]) => place), 6),
    `${page.t("life.proposed_at")}: ${proposed[partnership]}`,
    `${page.t("life.signed_at")}: ${signed[partnership] ?? "–"}`,
    `${page.t("life.ended_at")}: ${ended[partnership] ?? "–"}`,
  ];
  if (ended[partnership] !== null) lines.push(page.name("end_reason", run.end_reasons[end_reason[partnership]]));
  return lines;
}

/** Rows for spans.js: one per partnership it was ever in, named by number and partners. */
export function partnershipRows(page, run, organisation, look) {
  return run.memberships[organisation].map((membership) => ({
    label: `${run.partnerships.row[membership.partnership]}: ${listNames(page, run, partnersIn(run, membership.partnership, organisation), 3)}`,
    spans: spansOfMembership(page, run, membership, look),
  }));
}

export function partnershipTable(page, run, organisation) {
  const { row, proposed, signed, ended, end_reason } = run.partnerships;
  const keys = ["partnership", "partners", "proposed_at", "joined_at", "signed_at", "left_at", "ended_at", "reason"];
  return {
    columns: keys.map((key) => ({ key, label: page.t(`life.${key === "partners" ? "with" : key}`) })),
    rows: run.memberships[organisation].map(({ partnership: p, joined, left }) => [
      row[p], page.list(partnersIn(run, p, organisation).map((place) => nameOf(page, run, place))), proposed[p], joined, signed[p], left, ended[p],
      ended[p] === null ? null : page.word("end_reason", run.end_reasons[end_reason[p]]),
    ]),
  };
}

/** Rows for spans.js: members of a partnership; pale until it was signed. */
export function memberRows(page, run, partnership, look) {
  const { signed, ended } = run.partnerships;
  return membersEver(run, partnership).map(([place, joined, left]) => ({
    label: nameOf(page, run, place),
    spans: spansOfMembership(page, run, { partnership, joined, left }, look).map((span) => ({ ...span, tip: undefined })),
    signed: signed[partnership], ended: ended[partnership],
  }));
}

export function memberTable(page, run, partnership) {
  return {
    columns: ["member", "joined_at", "left_at", "reason"].map((key) => ({ key, label: page.t(`life.${key}`) })),
    rows: membersEver(run, partnership).map(([place, joined, left, reason]) => [
      isShown(place) ? run.organisations.name[place] : page.t("network.another"), joined, left, left === null ? null : page.word("end_reason", run.end_reasons[reason]),
    ]),
  };
}
