"""The part comparison: what `tessera compare --json` says, from the file's values once more."""
import numpy as np

from effects import (common_points, fieller, holm, mean_known, over_points, paired_effect, pairing_gain,
                     replicates_needed, t_interval)

SPENDING = "public_spending_total"
# Headline outcomes: measure, place along its axis, as a reader says it ("" = the measure's own name).
HEADLINES = [("coverage", "", "need met"), ("harm_weighted_unmet_share", "", "unmet need, weighted by harm"),
             ("inclusion_gap", "", "gap between groups"), ("duplication", "", "effort duplicated"),
             ("joint_share", "", "met by partnerships"), ("partnerships", "", "partnerships standing"),
             ("partnered_share", "", "organisations in partnerships"),
             ("mean_degree_by_level", "formal", "formal ties per organisation"),
             ("trust_in_partnerships", "", "trust among partners"), ("volunteers", "", "volunteers"),
             ("retention", "", "volunteers who stay another year"), ("organisations", "", "organisations"),
             ("exits", "", "")]
SUMMED = {"exits"}
HIGHER = {"coverage", "need_met", "coverage_of_fresh_need", "coverage_least_group", "efficiency_per_usd",
          "efficiency_per_hour", "met_per_public_usd", "persons_reached", "reached_share", "volunteers", "retention",
          "need_delivered", "services_per_resident"}
LOWER = {"harm_weighted_unmet", "harm_weighted_unmet_share", "inclusion_gap", "duplication", "exits", "coverage_gini",
         "public_spending", "public_spending_total"}


def better(measure):
    whole = measure.split("_by_")[0]
    return "higher" if whole in HIGHER else "lower" if whole in LOWER else "neither"


class Outcome:
    """A number of every run: [variant][design point][replicate]."""

    def __init__(self, stored, measure, place, window, label=""):
        self.measure, self.place, self.axis = measure, place, stored.axis(measure)
        self.label = label or (f"{measure}: {place}" if place else measure)
        self.unit, self.window = stored.unit(measure), window
        self.values = mean_known(stored.values(measure, place)[..., window], axis=-1)
        self.months = [stored.months[k] for k in window]

    def described(self):
        return {"measure": self.measure, "label": self.label, "unit": self.unit, "better": better(self.measure),
                "axis": self.axis, "place": self.place, "first_month": self.months[0], "last_month": self.months[-1]}


class Comparison:
    def __init__(self, stored, baseline=0):
        self.stored, self.baseline = stored, baseline
        self.others = [v for v in range(len(stored.variants)) if v != baseline]

    def pair(self, outcome, variant, points):
        values = outcome.values
        return over_points(values[self.baseline], points), over_points(values[variant], points)

    def compare(self, outcome, points=None):
        """A row per variant but the baseline, without p_holm."""
        rows = []
        for variant in self.others:
            used = common_points(outcome.values[self.baseline], outcome.values[variant]) if points is None else points
            base, other = self.pair(outcome, variant, used)
            effect = paired_effect(base, other)
            known = ~(np.isnan(base) | np.isnan(other))
            spread = np.nan
            if effect["pairs"] > 1:
                spread = base[known].std(ddof=1) or other[known].std(ddof=1)
            rows.append({"variant": self.stored.variants[variant], **effect, "p_holm": np.nan,
                         "variance_reduction": pairing_gain(base, other),
                         "replicates_needed": replicates_needed(base, other, 0.1 * spread),
                         "bootstrap": {"t": (effect["lower"], effect["upper"]), "estimate": effect["difference"]},
                         "design_points_used": len(used) if points is None else int(effect["pairs"] > 0)})
        return rows

    @staticmethod
    def adjust(tables):
        """p by Holm over all rows of these tables."""
        rows = [row for table in tables for row in table]
        for row, p in zip(rows, holm([row["p"] for row in rows])):
            row["p_holm"] = p

    def ranking(self, outcome):
        values, count = outcome.values, len(self.stored.variants)
        pairs = [(a, b) for a in range(count) for b in range(a + 1, count)]
        p_values = []
        for a, b in pairs:
            points = common_points(values[a], values[b])
            p_values.append(paired_effect(over_points(values[a], points), over_points(values[b], points))["p"])
        apart = {pair for pair, p in zip(pairs, holm(p_values)) if p < 0.05}
        rows = []
        for v in range(count):
            mean = t_interval(over_points(values[v], common_points(values[v])))[0]
            alike = [o for o in range(count) if o != v and (min(v, o), max(v, o)) not in apart]
            rows.append({"variant": self.stored.variants[v], "mean": mean,
                         "not_told_apart_from": [self.stored.variants[o] for o in alike]})
        sign = 1 if better(outcome.measure) == "lower" else -1
        return sorted(rows, key=lambda row: (np.isnan(row["mean"]), sign * row["mean"]))

    def headline(self, outcome):
        stored, table = self.stored, self.compare(outcome)
        by_month = []
        for k, month in enumerate(stored.months):
            if month > 0:
                of_month = Outcome(stored, outcome.measure, outcome.place, [k], outcome.label)
                by_month.append({"month": month, "comparisons": self.compare(of_month)})
        self.adjust([row["comparisons"] for row in by_month])
        by_point = []
        if len(stored.design_points) > 1:
            by_point = [{"design_point": number, "comparisons": self.compare(outcome, [k])}
                        for k, number in enumerate(stored.design_points)]
            self.adjust([row["comparisons"] for row in by_point])
        return {**outcome.described(), "overall": table, "ranking": self.ranking(outcome), "by_month": by_month,
                "by_design_point": by_point}

    def subgroups(self, headlines):
        """By measure in the order of the headlines, then of the file; p by Holm within each measure."""
        answer = []
        for outcome in headlines:
            for measure in self.stored.measures() if not outcome.axis else []:
                if not measure.startswith(outcome.measure + "_by_") or not self.stored.axis(measure):
                    continue
                axis, tables = self.stored.axis(measure), []
                for place in self.stored.names(axis):
                    label = f"{outcome.label}, {axis} {place}"
                    here = Outcome(self.stored, measure, place, outcome.window, label)
                    tables.append({**here.described(), "overall": self.compare(here)})
                self.adjust([table["overall"] for table in tables])
                answer += tables
        return answer

    def cost(self, spending, outcome, variant):
        points = [p for p in common_points(outcome.values[self.baseline], outcome.values[variant])
                  if p in common_points(spending.values[self.baseline], spending.values[variant])]
        difference = lambda o: np.subtract(*self.pair(o, variant, points)[::-1])
        cost, gain = difference(spending), difference(outcome) * (-1 if better(outcome.measure) == "lower" else 1)
        whole = ~(np.isnan(cost) | np.isnan(gain))
        ends = {"cost": t_interval(cost[whole]), "gain": t_interval(gain[whole])}
        of = lambda name: dict(zip(("estimate", "lower", "upper"), ends[name]))
        ratio = fieller(cost, gain)
        return {"variant": self.stored.variants[variant], "measure": outcome.measure, "unit": f"usd per {outcome.unit}",
                "cost": of("cost"), "gain": of("gain"),
                "gain_may_be_zero": not (ends["gain"][1] > 0 or ends["gain"][2] < 0), "ratio": ratio,
                "bootstrap": {"t": (ratio["lower"], ratio["upper"]) if ratio["set"] == "between" else (np.nan, np.nan),
                              "estimate": ratio["estimate"]}}


def compared(stored, baseline=0):
    if len(stored.variants) < 2:
        return None
    window, of = stored.window(), Comparison(stored, baseline)
    present = [h for h in HEADLINES if stored.has(h[0])]
    headlines = [Outcome(stored, measure, place, window, label) for measure, place, label in present]
    outcomes = [of.headline(outcome) for outcome in headlines]
    of.adjust([outcome["overall"] for outcome in outcomes])
    spending = Outcome(stored, SPENDING, "", window[-1:]) if stored.has(SPENDING) else None
    spent = of.compare(spending) if spending else []
    of.adjust([spent])
    varies = any(row["pairs"] and not (row["difference"] == 0 and row["lower"] == row["upper"]) for row in spent)
    costs = [of.cost(spending, outcome, v) for outcome in headlines if better(outcome.measure) != "neither"
             for v in of.others] if varies else []
    counts = runs_of_variants(stored)
    return {"version": 1,
            "file": {"path": stored.path, "title": stored.attributes["title"], "question": stored.attributes["question"],
                     "variants": stored.variants, "baseline": stored.variants[baseline],
                     "design_points": stored.design_points, "replicates": stored.replicates,
                     "kept_months": stored.months, "window": [stored.months[k] for k in window],
                     "runs": [{"variant": name, **c} for name, c in zip(stored.variants, counts)],
                     "absent": [h[2] or "organisations closed in a year" for h in HEADLINES if not stored.has(h[0])]},
            "half_width": 0, "headline_family": sum(len(o["overall"]) for o in outcomes), "outcomes": outcomes,
            "subgroups": of.subgroups(headlines), "spending": spent, "costs": costs}


def runs_of_variants(stored):
    names = {1: "complete", 3: "failed", 2: "stopped", 0: "not_run"}
    counts = [dict.fromkeys(("complete", "failed", "stopped", "not_run"), 0) for _ in stored.variants]
    for point, statuses in enumerate(stored.status):
        for status in statuses:
            counts[stored.variant_of[point]][names[int(status)]] += 1
    return counts
