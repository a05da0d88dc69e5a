"""Every number of the report page against independent Python: python3 numbers_test.py PROGRAM SOURCES FOLDER

Makes small files of every kind with the program, asks it for their pages' data, and computes the data again from HDF5 by
FORMAT.md and DATA.md alone. A number that nothing covers is a fault. Ends with the twin: pages whose numbers are wrong by a
ten-thousandth must be found. Exit code 1 and a list if anything is wrong."""
import copy
import hashlib
import json
import os
import shutil
import subprocess
import sys

import h5py

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "independent"))

from expected_page import expected_page
from rules import Rule, Walk
from stored_runs import StoredRuns, text

HEAD = 'tessera = 1\nname = "{name}"\nquestion = "What comes of it?"\nscenario = "{scenario}"\nreplicates = {replicates}\n'
FACTORS = ('[[factor]]\npath = "trust.prior_mean"\nlow = 0.25\nhigh = 0.75\n'
           '[[factor]]\npath = "partner_search.rate_per_month"\nlow = 0.15\nhigh = 0.6\nscale = "log"\n')
POLICY = ('[[variant]]\nname = "{name}"\n[[variant.policy]]\nname = "{name}"\nlever = "{lever}"\nstart_month = 7\n'
          'intensity = 0.6\n')
PAIR = '[[factor]]\npath = "partner_search.near_share"\nlow = 0.3\nhigh = 0.69\n' \
       '[[factor]]\npath = "partner_search.acquaintance_share"\nlow = 0.2\nhigh = 0.59\n'  # together they may not exceed 1


class Trial:
    def __init__(self, program, sources, folder):
        self.program, self.sources, self.folder = program, sources, folder
        self.faults, self.compared = [], 0

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w") as file:
            file.write(text)
        return self.path(name)

    def tessera(self, *words):
        said = subprocess.run([self.program, *words], capture_output=True, text=True, cwd=self.folder)
        if said.returncode not in (0, 4):  # 4: some runs failed
            raise RuntimeError(f"tessera {' '.join(words)}: {said.stderr}")
        return said.stdout

    def scenario(self, name, base, months):
        return self.write(name, f'tessera = 1\nextends = "{self.sources}/scenarios/{base}.toml"\n[run]\nmonths = {months}\n'
                                '[results]\nsnapshots_every_months = 12\n')

    def run(self, name, base, months, replicates):
        self.tessera("run", self.scenario(f"{name}.toml", base, months), "--replicates", str(replicates), "-o", f"{name}.h5", "--quiet")

    def experiment(self, name, rest, *words, base="village", months=24, replicates=3):
        scenario = self.scenario(f"{name}_scenario.toml", base, months)
        file = self.write(f"{name}.toml", HEAD.format(name=name, scenario=scenario, replicates=replicates) + rest)
        self.tessera("experiment", file, "-o", f"{name}.h5", "--quiet", *words)

    def keep_runs(self, name, page):
        """Runs of an experiment that the page shows, run again and kept."""
        kept = {}
        for one in page["agents"]:
            file = f"{name}_{one['point']}.h5"
            self.tessera("replay", f"{name}.h5", "--point", str(one["point"]), "--replicate", str(one["replicate"]), "-o", file)
            kept[one["point"]] = StoredRuns(self.path(file))
        return kept

    def check(self, name, *words):
        """Compares a file's page; returns it with what it should hold."""
        page = json.loads(self.tessera("report", f"{name}.h5", "--data", *words))
        stored = StoredRuns(self.path(f"{name}.h5"))
        kept = self.keep_runs(name, page) if stored.is_experiment else None
        at_most = int(words[words.index("--organisations-at-most") + 1]) if "--organisations-at-most" in words else 1000
        wanted, faults = expected_page(stored, page, kept, at_most)
        walk = Walk()
        walk.compare(page, wanted)
        self.faults += [f"{name}: {fault}" for fault in faults + walk.faults]
        self.compared += walk.compared
        print(f"{name}: {walk.compared} numbers, {walk.ruled} by rule, {len(faults + walk.faults)} faults")
        return page, wanted


def check_old_file(trial, name):
    """A file made before names of organisations were kept still has its page, on which they are called by type and row."""
    old = trial.path("old.h5")
    shutil.copy(trial.path(f"{name}.h5"), old)
    with h5py.File(old, "a") as file:
        groups = [group for path in file["agents"].values() for group in path.values()]
        for group in groups:
            del group["organisation_name"]
        types = groups[0]["organisation_type"]
        meanings = text(types.attrs["flag_meanings"]).split()
        wanted = [f"{meanings[kind].replace('_', ' ')} {row}" for row, kind in enumerate(types[:])]
    with open(old, "rb") as file:
        trial.write("old.h5.sha256", f"{hashlib.sha256(file.read()).hexdigest()}  old.h5\n")
    found = json.loads(trial.tessera("report", "old.h5", "--data"))["agents"][0]["organisations"]["name"]
    if found != wanted:
        trial.faults.append(f"old file: {found[:3]} instead of {wanted[:3]}")


def nudge(part, wanted):
    """The part with all its numbers wrong by a ten-thousandth, but those under a rule; and how many they are."""
    if isinstance(wanted, Rule) or wanted is None:
        return part, 0
    if isinstance(part, dict):
        pairs = {key: nudge(value, wanted.get(key)) if isinstance(wanted, dict) else (value, 0) for key, value in part.items()}
        return {key: value for key, (value, _) in pairs.items()}, sum(count for _, count in pairs.values())
    if isinstance(part, list):
        pairs = [nudge(value, one) for value, one in zip(part, wanted)]
        return [value for value, _ in pairs], sum(count for _, count in pairs)
    if isinstance(part, bool) or not isinstance(part, (int, float)) or abs(part) < 1e-6:
        return part, 0
    return part * 1.0001, 1


def check_power(trial, page, wanted, parts):
    for part in parts:
        wrong, count = nudge(page[part], wanted[part])
        walk = Walk()
        walk.compare(wrong, wanted[part])
        if not 0 < count == len(walk.faults):
            trial.faults.append(f"twin: {len(walk.faults)} of {count} wrong numbers of {part} are found")
    for missing in (True, False):
        wrong = copy.deepcopy(page)
        if missing:
            del wrong["outcomes"][0]["at_end"][0]["mean"]
        else:
            wrong["outcomes"][0]["guess"] = 0.5
        walk = Walk()
        walk.compare(wrong, wanted)
        if len(walk.faults) != 1:
            trial.faults.append(f"twin: a number that is {'missing' if missing else 'not covered'} gives {walk.faults}")


def main(program, sources, folder):
    trial = Trial(program, sources, folder)
    trial.run("town", "small_town", 26, 4)
    check_power(trial, *trial.check("town"), ["months", "variants", "outcomes", "further", "places", "districts", "agents", "answer"])
    trial.run("village", "village", 30, 1)
    trial.check("village", "--organisations-at-most", "10")
    check_old_file(trial, "village")
    trial.experiment("policies", '[[variant]]\nname = "baseline"\n' + POLICY.format(name="facilitators", lever="facilitation") +
                     POLICY.format(name="grants", lever="operating_grants"), base="small_town", months=24, replicates=6)
    check_power(trial, *trial.check("policies"), ["variants", "outcomes", "places", "comparison", "agents", "answer", "setup"])
    trial.experiment("fails", '[[variant]]\nname = "alone"\n' + POLICY.format(name="helped", lever="facilitation") + PAIR +
                     '[design]\nkind = "sobol"\nsamples = 8\n')
    trial.check("fails", "--no-organisations")
    for kind, samples in (("saltelli", 8), ("morris", 6), ("latin_hypercube", 20)):
        trial.experiment(kind, FACTORS + f'[design]\nkind = "{kind}"\nsamples = {samples}\n', months=13)
        shown = trial.check(kind, "--no-organisations")
        check_power(trial, *shown, ["sensitivity", "responses", "points", "design"])
    trial.experiment("grid", '[[factor]]\npath = "trust.prior_mean"\nvalues = [0.3, 0.5, 0.7]\n', "--shard", "1/2", replicates=4)
    os.rename(trial.path("grid.shard-1-of-2.h5"), trial.path("grid.h5"))
    os.rename(trial.path("grid.shard-1-of-2.h5.sha256"), trial.path("grid.h5.sha256"))
    trial.check("grid", "--no-organisations")
    for fault in trial.faults[:60]:
        print(f"FAULT {fault}")
    print(f"{trial.compared} numbers compared, {len(trial.faults)} faults")
    return 1 if trial.faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
