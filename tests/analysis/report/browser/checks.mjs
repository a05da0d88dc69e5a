// A list of named checks that all run, whatever fails; ends with what failed.

export class Checks {
  constructor() {
    this.failures = [];
    this.done = 0;
    this.where = "";
  }

  /** Faults found after this are said to be of `where`. */
  at(where) {
    this.where = where;
  }

  /** A fault unless it holds. */
  expect(holds, what) {
    this.done += 1;
    if (!holds) this.fail(what);
  }

  equal(found, wanted, what) {
    const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
    this.expect(a === b, `${what}: ${shorten(a)} instead of ${shorten(b)}`);
  }

  fail(what) {
    this.failures.push(`${this.where}: ${what}`);
  }

  /** Runs a part; that it throws is a fault like others. */
  async part(where, run) {
    this.at(where);
    try {
      await run();
    } catch (error) {
      this.fail(`stopped: ${error.message.split("\n").slice(0, 3).join(" | ")}`);
    }
  }
}

const shorten = (text = "undefined") => (text.length > 1500 ? `${text.slice(0, 1500)}...` : text);
