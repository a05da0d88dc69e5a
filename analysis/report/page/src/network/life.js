// The panel of whom the reader follows: who it is, its life in sentences, its charts, whom it is tied to.
import { make } from "../elements.js";
import { makeFigure } from "../figure.js";
import { chartsOption, chartsTable, heightOfCharts } from "./life_charts.js";
import { isShown, nameOf } from "./names.js";
import { membersEver, purposeOf, standing, tiesOf } from "./people.js";
import { heightOfRows, spanOption } from "./spans.js";
import { memberRows, memberTable, partnershipRows, partnershipTable } from "./membership_bars.js";
import { lifeOf, lifeOfPartnership, summaryOf } from "./story.js";

const snapshotOf = (choice, run) => Math.min(choice.snapshot.value, run.months.length - 1);
const monthOf = (choice, run) => run.months[snapshotOf(choice, run)];

// A fact as a list item; a partnership or an organisation in it can be followed.
function makeFact(page, choice, run, fact) {
  const sentence = page.t(fact.key, fact.values);
  const target = fact.partnership !== undefined ? ["partnership", run.partnerships.row[fact.partnership]] : null;
  return make("li", {},
    fact.key === "life.before" ? null : make("span", { class: "when" }, page.t("life.at_month", { month: fact.month })), " ", sentence,
    target ? [" ", makeFollow(choice, ...target, page.t("network.partnership_number", { number: target[1] }))] : null);
}

const makeFollow = (choice, kind, row, text) =>
  make("a", { href: `#${kind}-${row}`, onclick: (event) => { event.preventDefault(); choice.follow(kind, row); } }, text);

const makeStory = (page, choice, run, facts) =>
  make("div", { class: "scroll story", tabindex: "0", role: "region", "aria-label": page.t("life.story") },
    make("ol", {}, facts.map((fact) => makeFact(page, choice, run, fact))));

function makeTies(page, choice, run, organisation) {
  const snapshot = snapshotOf(choice, run);
  const ties = standing(run, organisation, snapshot) === "open" ? tiesOf(run, organisation, snapshot).filter(({ level }) => level >= choice.level.value) : [];
  const items = ties.map(({ other, level, given, received }) => make("li", {},
    makeFollow(choice, "organisation", run.organisations.row[other], page.given(run.organisations.name[other])), ": ", page.name("level", run.levels[level]),
    ", ", page.t("life.trust_each_way", { given: page.number(given, "share", { digits: 0 }), received: page.number(received, "share", { digits: 0 }) })));
  return [
    make("h4", {}, page.t("life.ties_now", { month: page.month(run.months[snapshot]) })),
    items.length ? make("ul", { class: "ties" }, items) : make("p", {}, page.t("life.no_ties")),
  ];
}

function describeOrganisation(page, choice, run, organisation) {
  return [
    make("p", {}, summaryOf(page, run, organisation).join(" ")),
    make("h4", {}, page.t("life.story")), makeStory(page, choice, run, lifeOf(page, run, organisation)),
    makeTies(page, choice, run, organisation),
  ];
}

function describePartnership(page, choice, run, partnership) {
  const { governance, lead, stage } = run.partnerships;
  const leader = isShown(lead[partnership]) ? nameOf(page, run, lead[partnership]) : null;
  const purpose = page.list(purposeOf(run, partnership).map(({ area, share }) => page.t("story.area_share", { area: page.name("area", area), share: page.number(share, "share", { digits: 0 }) })));
  const sentences = [
    page.t("story.purpose", { purpose }),
    page.t(leader ? "story.led_by" : "story.governance", { governance: page.name("governance", run.governance[governance[partnership]]), lead: leader }),
    page.t("story.members", { count: page.number(membersEver(run, partnership).length) }),
    page.t("story.stage", { stage: page.name("stage", run.stages[stage[partnership]]) }),
  ];
  const members = membersEver(run, partnership).map(([place]) =>
    make("li", {}, isShown(place) ? makeFollow(choice, "organisation", run.organisations.row[place], page.given(run.organisations.name[place])) : page.t("network.another")));
  return [
    make("p", {}, sentences.join(" ")), make("ul", { class: "ties" }, members),
    make("h4", {}, page.t("life.story")), makeStory(page, choice, run, lifeOfPartnership(page, run, partnership)),
  ];
}

// The figures are made once and drawn anew for each one followed; `of` says whom.
function makeFigures(page, choice, of) {
  const nobody = { columns: [], rows: [] };
  const name = () => page.isolated(of.name() ?? "");
  const barsOf = (id, title, says, rowsOf, tableOf, kind) => {
    const rows = (look) => (of.kind() === kind ? rowsOf(page, choice.shown(), of.place(), look) : []);
    return makeFigure(page, {
      id, title: page.t(title), says: () => page.t(says, { name: name() }),
      height: () => heightOfRows(rows({ series: [] }).length),
      option: (look, wide) => spanOption(page, look, wide, { rows: rows(look), months: [choice.shown().months[0], choice.shown().months.at(-1)], at: monthOf(choice, choice.shown()) }),
      table: () => (of.kind() === kind ? tableOf(page, choice.shown(), of.place()) : nobody),
    });
  };
  const charts = makeFigure(page, {
    id: "life-charts", title: page.t("life.charts"), says: () => page.t("life.charts_say", { name: name() }), height: heightOfCharts,
    option: (look, wide) => (of.kind() === "organisation" ? chartsOption(page, choice.shown(), of.place(), monthOf(choice, choice.shown()), look, wide) : {}),
    table: () => (of.kind() === "organisation" ? chartsTable(page, choice.shown(), of.place()) : nobody),
  });
  return {
    organisation: [charts, barsOf("life-bars", "life.bars", "life.bars_say", partnershipRows, partnershipTable, "organisation")],
    partnership: [barsOf("life-members", "life.members", "life.members_say", memberRows, memberTable, "partnership")],
  };
}

/** Returns {element, name(), goTo()}: the panel, hidden while nobody is followed; the name of whom is; and the way there. */
export function makeLife(page, choice) {
  const of = {
    place: () => choice.placeIn(choice.shown()),
    kind: () => (of.place() < 0 ? null : choice.followed.value.kind),
    name: () => {
      const kind = of.kind();
      if (kind === null) return null;
      return kind === "organisation" ? choice.shown().organisations.name[of.place()] : page.t("network.partnership_number", { number: choice.followed.value.row });
    },
  };
  const figures = makeFigures(page, choice, of);
  const heading = make("h3", { tabindex: "-1" });
  const words = make("div", { class: "life-words" });
  const charts = make("div", {});
  const forget = make("button", { type: "button", onclick: () => choice.follow(null) }, page.t("network.forget"));
  const element = make("div", { id: "life", class: "life", hidden: true }, make("div", { class: "life-head" }, heading, forget), words, charts);
  const show = () => {
    const kind = of.kind();
    element.hidden = choice.followed.value === null;
    charts.replaceChildren(...(kind ? figures[kind].map((figure) => figure.element) : []));
    if (element.hidden) return;
    const run = choice.shown();
    heading.replaceChildren(...page.rich("life.follow", { name: page.given(of.name() ?? `#${choice.followed.value.row}`) }));
    words.replaceChildren(...(kind === null ? [make("p", {}, page.t("life.not_here"))] : kind === "organisation" ? describeOrganisation(page, choice, run, of.place()) : describePartnership(page, choice, run, of.place())).flat(Infinity));
    if (kind) figures[kind].forEach((figure) => figure.redraw());
  };
  choice.onChange(show);
  show();
  const goTo = () => {
    element.scrollIntoView({ block: "start" });
    heading.focus({ preventScroll: true });
  };
  return { element, name: of.name, goTo };
}
