#!/usr/bin/env python3
"""Seeds the faults of faults.toml, one at a time, into a copy of the tree, and says which test catches each.

  python3 tests/mutations/mutate.py check                 every fault applies to the tree, once
  python3 tests/mutations/mutate.py run [--only NAME ...] [--folder F] [--jobs N] [--write]

`run` copies the tree into a folder of its own (F stays, for the next time; otherwise a temporary one), builds it, and for each
fault builds again what depends on it and runs the test programs of ROOMS in their order until a test fails. A test that
fails without any fault is left out. `--write` puts the table into README.md. Exit 1 if fewer than all but one are caught.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
TREE = HERE.parent.parent
# Quick ones first. What needs a browser, a cluster, other languages or the network is left to the other tests.
ROOMS = ["base", "formulas", "state", "mechanisms", "measures", "founding", "results", "run", "invariants", "golden", "determinism",
         "verification", "command"]
LONGEST_S = 1800  # of one test program
BEGIN, END = "<!-- table: begin -->\n", "<!-- table: end -->\n"


def read_faults():
    with open(HERE / "faults.toml", "rb") as file:
        return tomllib.load(file)["fault"]


def find_mismatch(fault, text):
    """Why the fault does not apply to the text of its file; empty if it does."""
    if fault["from"] == fault["to"]:
        return "changes nothing"
    count = text.count(fault["from"])
    return "" if count == 1 else f"`from` stands {count} times in {fault['file']}"


def check():
    faults = read_faults()
    wrong = [(f["name"], find_mismatch(f, (TREE / f["file"]).read_text())) for f in faults]
    wrong = [f"{name}: {why}" for name, why in wrong if why]
    if len({f["name"] for f in faults}) != len(faults):
        wrong.append("two faults have one name")
    print("\n".join(wrong) if wrong else f"all {len(faults)} faults apply")
    return 1 if wrong else 0


def copy_tree(copy):
    """Brings the copy up to date; files that are the same keep their times, so that little is built."""
    there = set()
    for folder, folders, files in os.walk(TREE):
        folders[:] = [f for f in folders if not (f == ".git" or f == "node_modules" or f.startswith("build") or f == "results" and folder == str(TREE))]
        for name in files:
            source = pathlib.Path(folder, name)
            relative = source.relative_to(TREE)
            target = copy / relative
            there.add(relative)
            if target.exists() and target.read_bytes() == source.read_bytes():
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    for target in [p for p in copy.rglob("*") if p.is_file()]:
        relative = target.relative_to(copy)
        if relative.parts[0] != "build" and relative not in there:
            target.unlink()


class Copy:
    def __init__(self, folder, jobs):
        self.tree, self.build, self.jobs = folder, folder / "build", jobs
        self.broken = {}  # room: tests that fail without any fault
        copy_tree(folder)
        self.environment = dict(os.environ, OMP_WAIT_POLICY="passive", GTEST_FAIL_FAST="1", RC_PARAMS="seed=20260",
                                CCACHE_BASEDIR=str(folder), CCACHE_NOHASHDIR="1")
        self.environment.pop("TESSERA_LONG", None)
        launcher = ["-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"] if shutil.which("ccache") else []
        self.run(["cmake", "-S", folder, "-B", self.build, "-G", "Ninja", "-DTESSERA_BENCHMARKS=OFF", *launcher])

    def run(self, words):
        return subprocess.run([str(w) for w in words], env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              stdin=subprocess.DEVNULL, text=True, errors="replace", check=True).stdout

    def make(self, room):
        self.run(["nice", "ninja", "-C", self.build, f"-j{self.jobs}", "tessera", f"{room}_tests"])

    def failing_tests(self, room):
        """Names of the tests that fail, the first alone under GTEST_FAIL_FAST."""
        without = ":".join(self.broken.get(room, []))
        try:
            said = subprocess.run([self.build / "tests" / f"{room}_tests", f"--gtest_filter=-{without}"], env=self.environment,
                                  cwd=self.tree, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                                  text=True, errors="replace", timeout=LONGEST_S)
        except subprocess.TimeoutExpired:
            return [f"{room}: still running after {LONGEST_S} s"]
        failed = re.findall(r"^\[  FAILED  \] ([\w/.]+)", said.stdout, re.MULTILINE)
        if said.returncode != 0 and not failed:
            begun = re.findall(r"^\[ RUN      \] (\S+)", said.stdout, re.MULTILINE)
            failed = [f"{begun[-1] if begun else room} (ended by {-said.returncode})"]
        return list(dict.fromkeys(failed))

    def learn_what_fails_anyway(self):
        whole = dict(self.environment)
        self.environment.pop("GTEST_FAIL_FAST")
        for room in ROOMS:
            self.make(room)
            self.broken[room] = self.failing_tests(room)
            for name in self.broken[room]:
                print(f"left out, as it fails without any fault: {room}: {name}", flush=True)
        self.environment = whole


def try_fault(copy, fault):
    """The room and test that catch it, or nothing; with the seconds it took."""
    begin, path = time.time(), copy.tree / fault["file"]
    sound = path.read_text()
    why = find_mismatch(fault, sound)
    if why:
        sys.exit(f"{fault['name']}: {why}")
    path.write_text(sound.replace(fault["from"], fault["to"]))
    try:
        for room in ROOMS:
            copy.make(room)
            failed = copy.failing_tests(room)
            if failed:
                return f"{room}: {failed[0]}", time.time() - begin
        return "", time.time() - begin
    except subprocess.CalledProcessError as error:
        sys.exit(f"{fault['name']} does not build, so it is no fault that tests could catch:\n{error.stdout[-3000:]}")
    finally:
        path.write_text(sound)


def write_table(rows):
    readme = HERE / "README.md"
    text = readme.read_text()
    lines = ["| fault | kind | what it breaks | caught by |", "|---|---|---|---|"]
    lines += [f"| `{f['name']}` | {f['kind']} | {f['breaks']} | {caught if caught else 'survived'} |" for f, caught in rows]
    caught = sum(1 for _, by in rows if by)
    lines.append(f"\n{caught} of {len(rows)} are caught.")
    before, rest = text.split(BEGIN)
    readme.write_text(before + BEGIN + "\n".join(lines) + "\n" + END + rest.split(END)[1])


def run(given):
    faults = [f for f in read_faults() if not given.only or f["name"] in given.only]
    folder = pathlib.Path(given.folder or tempfile.mkdtemp(prefix="tessera-mutations-")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    try:
        copy = Copy(folder, given.jobs)
        copy.learn_what_fails_anyway()
        for fault in faults:
            caught, seconds = try_fault(copy, fault)
            rows.append((fault, caught))
            print(f"{fault['name']:36} {'caught by ' + caught if caught else 'SURVIVED'} ({seconds:.0f} s)", flush=True)
    finally:
        if not given.folder:
            shutil.rmtree(folder)
    survived = sum(1 for _, caught in rows if not caught)
    print(f"{len(rows) - survived} of {len(rows)} caught")
    if given.write:
        write_table(rows)
    return 0 if survived <= 1 else 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words = parser.add_subparsers(dest="word", required=True)
    words.add_parser("check")
    of_run = words.add_parser("run")
    of_run.add_argument("--only", nargs="+", default=[])
    of_run.add_argument("--folder")
    of_run.add_argument("--jobs", type=int, default=2)
    of_run.add_argument("--write", action="store_true")
    given = parser.parse_args()
    return check() if given.word == "check" else run(given)


if __name__ == "__main__":
    sys.exit(main())
