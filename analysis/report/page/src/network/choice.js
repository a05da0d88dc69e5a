// What the reader has chosen in the network: run, month, colours, and whom to follow. One object for picture, search and life.
import { readRun, placeOfRow } from "./people.js";

const marked = /^#(organisation|partnership)-(\d+)$/;

// The address may name whom to follow: report.html#organisation-17.
function readAddress() {
  const found = marked.exec(location.hash);
  return found ? { kind: found[1], row: Number(found[2]) } : null;
}

function writeAddress(followed) {
  const mark = followed ? `#${followed.kind}-${followed.row}` : location.pathname;
  try {
    history.replaceState(null, "", mark);
  } catch {
    // Some browsers forbid it for pages opened from disk: the page works without.
  }
}

/**
 * runs: data.agents. Returns {runs, run, beside, snapshot, level, size, colour, zoom, centre: each {value}, followed: {value:
 * null | {kind, row}}, follow(kind, row), tell(), onChange(listener)}. All outlive a change of language.
 */
export function makeChoice(page, runs) {
  const kept = (name, initial) => page.kept(`network.${name}`, initial);
  const listeners = [];
  const choice = {
    runs: runs.map(readRun),
    run: kept("run", 0),
    beside: kept("beside", -1),
    snapshot: kept("snapshot", runs[0].months.length - 1),
    level: kept("level", Math.max(0, runs[0].levels.indexOf("formal"), ...runs.map((run) => run.least_level ?? 0))),
    size: kept("size", "revenue"),
    colour: kept("colour", "sector"),
    zoom: kept("zoom", 1),
    centre: kept("centre", null),
    followed: kept("followed", null),
    /** The run shown first, and the place in it of whom the reader follows (-1 = nobody, or not in this run). */
    shown: () => choice.runs[choice.run.value],
    placeIn: (run) => (choice.followed.value ? placeOfRow(run, choice.followed.value.kind, choice.followed.value.row) : -1),
    follow(kind, row) {
      choice.followed.value = kind === null ? null : { kind, row };
      writeAddress(choice.followed.value);
      choice.tell();
    },
    tell: () => listeners.forEach((listener) => listener()),
    onChange: (listener) => listeners.push(listener),
    /** Called once the page stands: follows whom the address names, now and when it changes. True if it named someone. */
    readAddress() {
      const take = () => {
        const wanted = readAddress();
        if (!wanted || placeOfRow(choice.shown(), wanted.kind, wanted.row) < 0) return false;
        choice.followed.value = wanted;
        choice.tell();
        return true;
      };
      window.onhashchange = take;
      return take();
    },
  };
  return choice;
}
