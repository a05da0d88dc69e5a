// What the page looks up in a run with its organisations (DATA.md, "A run with its organisations"): who is open when, who is
// tied to whom, who was in which partnership. Only looking up; places count from 0, months are months of the run.

// One run, with lists that would be searched again and again: memberships by organisation.
export function readRun(run) {
  const memberships = run.organisations.row.map(() => []);
  run.partnerships.members.forEach((members, partnership) => {
    for (const [organisation, joined, left, reason] of members)
      if (organisation !== null && organisation >= 0) memberships[organisation].push({ partnership, joined, left, reason });
  });
  for (const list of memberships) list.sort((a, b) => a.joined - b.joined || a.partnership - b.partnership);
  return { ...run, memberships, count: run.organisations.row.length };
}

// "open", "closed" or "to_come" at a snapshot.
export function standing(run, organisation, snapshot) {
  const { active, founded, closed } = run.organisations;
  if (active[snapshot][organisation] === 1) return "open";
  const month = run.months[snapshot];
  if (closed[organisation] !== null && closed[organisation] <= month) return "closed";
  return founded[organisation] > month ? "to_come" : "closed";
}

// Ties of a snapshot that are at least so close, between organisations that are open.
export function tiesAtLeast(run, snapshot, level) {
  const ties = run.ties[snapshot];
  const active = run.organisations.active[snapshot];
  const found = [];
  for (let k = 0; k < ties.a.length; ++k)
    if (ties.level[k] >= level && active[ties.a[k]] === 1 && active[ties.b[k]] === 1)
      found.push({ a: ties.a[k], b: ties.b[k], level: ties.level[k], ab: ties.trust_ab[k], ba: ties.trust_ba[k] });
  return found;
}

// The ties of one organisation at a snapshot, whatever their level, closest first.
export function tiesOf(run, organisation, snapshot) {
  return tiesAtLeast(run, snapshot, 0)
    .filter((tie) => tie.a === organisation || tie.b === organisation)
    .map((tie) =>
      tie.a === organisation
        ? { other: tie.b, level: tie.level, given: tie.ab, received: tie.ba }
        : { other: tie.a, level: tie.level, given: tie.ba, received: tie.ab },
    )
    .sort((p, q) => q.level - p.level || p.other - q.other);
}

// Means over an organisation's ties at a snapshot: what it trusts others and they it; null without ties.
export function trustOf(run, organisation, snapshot) {
  const ties = tiesOf(run, organisation, snapshot);
  const mean = (values) => {
    const known = values.filter((value) => value !== null);
    return known.length ? known.reduce((sum, value) => sum + value, 0) / known.length : null;
  };
  return { given: mean(ties.map((tie) => tie.given)), received: mean(ties.map((tie) => tie.received)) };
}

// Members of a partnership at a month; of one that is over, those of its last month.
export function membersAt(run, partnership, month) {
  const { members, ended } = run.partnerships;
  const at = ended[partnership] !== null && ended[partnership] <= month ? ended[partnership] - 1 : month;
  return members[partnership].filter(([, joined, left]) => joined <= at && (left === null || left > at)).map(([organisation]) => organisation);
}

// Everyone who was ever in it, by joining.
export function membersEver(run, partnership) {
  return [...run.partnerships.members[partnership]].sort((a, b) => a[1] - b[1] || a[0] - b[0]);
}

// The purpose of a partnership: its areas, largest share first, those above a tenth.
export function purposeOf(run, partnership) {
  return run.partnerships.purpose[partnership]
    .map((share, area) => ({ area: run.areas[area], share }))
    .filter(({ share }) => share >= 0.1)
    .sort((a, b) => b.share - a.share);
}

// The place of an organisation or a partnership that a file calls by this row, or -1.
export function placeOfRow(run, kind, row) {
  return (kind === "organisation" ? run.organisations : run.partnerships).row.indexOf(row);
}
