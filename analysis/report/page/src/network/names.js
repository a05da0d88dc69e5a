// What organisations, their homes and partnerships are called in sentences and charts: names that users gave are isolated from the
// text around them.

export const isShown = (place) => place !== null && place >= 0;

/** An organisation; one that is not in the data is "an organisation that is not shown". */
export const nameOf = (page, run, place) => (isShown(place) ? page.isolated(run.organisations.name[place]) : page.t("network.another"));

const mostLetters = 32;  // of a label in the picture

/** The same for labels of marks, which would cover the picture. */
export function shortNameOf(page, run, place) {
  const name = run.organisations.name[place];
  return name.length > mostLetters ? page.isolated(`${name.slice(0, mostLetters - 1)}…`) : nameOf(page, run, place);
}

const keyOfHome = (page, run, place) => page.data.districts[run.organisations.district[place]]?.name ?? `district_${run.organisations.district[place] + 1}`;

export const homeOf = (page, run, place) => page.name("district", keyOfHome(page, run, place));

/** The same as a cell of a table. */
export const homeCell = (page, run, place) => page.word("district", keyOfHome(page, run, place));

export const partnershipName = (page, run, partnership) => page.t("network.partnership_number", { number: run.partnerships.row[partnership] });
