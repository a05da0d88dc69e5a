"""CSV files that a browser saved from the page against the HDF5 file: python3 csv_test.py FOLDER KIND...

FOLDER holds KIND.h5 and KIND/FIGURE.csv, as browser/figures.mjs leaves them. Exit code 1 and a list if anything is wrong."""
import csv
import math
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "independent"))

from comparison import compared
from outcomes import outcome, page_months, places
from rules import TOLERANCE
from stored_runs import StoredRuns

OVER_TIME = {"outcomes-over-time": "coverage", "gap-between-groups": "inclusion_gap",
             "trust-over-time": "trust_in_partnerships", "volunteers-over-time": "volunteers"}
BY_PLACE = {"need-met-by-place": "coverage_by_group", "volunteers-by-sector": "volunteers_by_sector"}


def differs(cell, wanted):
    if cell == "" or not math.isfinite(wanted):
        return not (cell == "" and not math.isfinite(wanted))
    return abs(float(cell) - wanted) > TOLERANCE * max(abs(float(cell)), abs(wanted)) + 1e-11


class Files:
    def __init__(self, folder, kind):
        self.folder, self.kind, self.stored = folder, kind, StoredRuns(os.path.join(folder, f"{kind}.h5"))
        self.faults, self.compared = [], 0

    def rows(self, figure):
        path = os.path.join(self.folder, self.kind, f"{figure}.csv")
        if not os.path.exists(path):
            return None
        with open(path, encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def hold(self, figure, row, column, wanted):
        self.compared += 1
        if differs(row[column], wanted):
            self.faults.append(f"{self.kind}/{figure}.csv, {row}: {column} is not {wanted}")

    def place_of(self, variant):
        return self.stored.variants.index(variant) if len(self.stored.variants) > 1 else 0

    def over_time(self, figure, measure):
        series, months = outcome(self.stored, measure, "")["series"], page_months(self.stored)
        rows = self.rows(figure) or []
        for row in rows:
            band = series[self.place_of(row["variant"])]
            for column in ("mean", "q05", "q25", "q50", "q75", "q95"):
                self.hold(figure, row, column, band[column][months.index(int(row["month"]))])
        if len(rows) != len(months) * len(self.stored.variants):
            self.faults.append(f"{self.kind}/{figure}.csv has {len(rows)} rows")

    def by_place(self, figure, measure):
        part = places(self.stored, measure)
        for row in self.rows(figure) or []:
            place = part["names"].index(row[part["axis"]])
            band = part["series"][self.place_of(row["variant"])][place]
            for column in ("mean", "q25", "q50", "q75"):
                self.hold(figure, row, column, band[column][part["months"].index(int(row["month"]))])

    def effects(self):
        outcomes = {one["measure"]: one["overall"] for one in compared(self.stored)["outcomes"]}
        rows = self.rows("effects")
        for row in rows:
            effect = next(one for one in outcomes[row["outcome"]] if one["variant"] == row["variant"])
            for column in ("baseline_mean", "mean", "difference", "lower", "upper", "p", "p_holm", "pairs"):
                self.hold("effects", row, column, effect[column])


def main(folder, *kinds):
    faults = []
    for kind in kinds:
        files = Files(folder, kind)
        for figure, measure in OVER_TIME.items():
            files.over_time(figure, measure)
        for figure, measure in BY_PLACE.items():
            files.by_place(figure, measure)
        if len(files.stored.variants) > 1:
            files.effects()
        print(f"{kind}: {files.compared} cells of CSV files compared")
        faults += files.faults
        if files.compared < 100:
            faults.append(f"{kind}: only {files.compared} cells were compared")
    if not differs("0.50005", 0.5) or differs("0.500001", 0.5):
        faults.append("twin: a number wrong by a ten-thousandth is not found")
    for fault in faults[:30]:
        print(f"FAULT {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
