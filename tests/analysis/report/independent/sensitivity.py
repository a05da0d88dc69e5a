"""The parts sensitivity, responses and points of DATA.md."""
import numpy as np
from scipy import stats

from comparison import HEADLINES
from effects import t_interval
from indices import GRID, KINDS, LIST, MORRIS, SALTELLI, design_size, morris, regression, sobol, split, unit_steps
from outcomes import possible_range
from rules import resampled

HEADLINE_COLUMNS = [(m, p) for m, p, _ in HEADLINES] + [("public_spending_total", "")]


class Study:
    """The factors of an experiment and its runs."""

    def __init__(self, stored):
        self.stored, self.factors = stored, stored.experiment["factors"]
        self.design, self.points = stored.experiment["design"], design_size(stored.experiment)
        self.table = np.full((self.points, len(self.factors)), np.nan)  # [design point][factor]
        for j, factor in enumerate(self.factors):
            for point, value in enumerate(stored.file[factor["path"]][:]):
                self.table[stored.design_point_of[point], j] = value

    def unit(self):
        """Points that were drawn together."""
        return {SALTELLI: 2 * len(self.factors) + 2, MORRIS: len(self.factors) + 1}.get(self.design, 1)

    def runs(self, measure, place, variant):
        """[design point][replicate] in the last month; NaN where the file does not hold the point."""
        runs = np.full((self.points, self.stored.replicates), np.nan)
        runs[self.stored.design_points] = self.stored.values(measure, place)[variant, :, :, -1]
        return runs

    def regressors(self):
        table = self.table.copy()
        for j, factor in enumerate(self.factors):
            if factor["logarithmic"]:
                table[:, j] = np.log(table[:, j])
        return table


def indices_of(study, runs, parts):
    """{index: [factor]}, corrected for noise where there are replicates."""
    corrected = bool(np.isfinite(parts["noise"]))
    whole = np.isfinite(study.table).all(axis=1)
    standardised, rank = regression(study.regressors(), np.where(whole, parts["means"], np.nan))
    found = {}
    if study.design == SALTELLI:
        found = sobol(runs, parts, len(study.factors), corrected)
    if study.design == MORRIS:
        steps = unit_steps(study.table, study.factors, study.stored.experiment["levels"])
        found = dict(zip(("mu", "mu_star", "sigma"), np.array(morris(steps, runs, parts, corrected)).T))
    return {**found, "standardised": standardised, "rank": rank}


def weights(study, parts, found):
    """One number by which factors are put in order."""
    if study.design == SALTELLI:
        return np.where(np.isnan(found["total"]), np.nan, np.maximum(found["total"], 0))
    if study.design == MORRIS:
        squares = np.square(np.maximum(found["mu_star"], 0))
        return squares / np.nansum(squares) if np.nansum(squares) > 0 else np.full(squares.shape, np.nan)
    explained = 1 - parts["noise_share"] if np.isfinite(parts["noise"]) else 1.0
    return np.square(found["standardised"]) / explained if explained > 1e-9 else np.full(len(study.factors), np.nan)


def lost_in_noise(parts):
    return np.isfinite(parts["noise"]) and not parts["noise_share"] < 0.5


def index_rows(listed, found, path, faults, constant):
    """The indices that the page lists; those that exist must all be there, but for those beyond the 40th factor."""
    rows, shown = [], set()
    for one in listed:
        shown.add((one["factor"], one["index"]))
        rows.append(row_of(one, found[one["index"]][one["factor"]], path, faults))
    for name, values in found.items():
        if name == "second" or constant:
            continue
        for j, value in enumerate(values[:40]):
            if np.isfinite(value) and (j, name) not in shown:
                faults.append(f"{path}: {name} of factor {j} is not on the page")
    return rows


def row_of(listed, value, path, faults):
    """The interval is of random resamples: only that it lies about the value is known."""
    fault = resampled(value, None).holds(listed)
    if fault:
        faults.append(f"{path}: {listed}: {fault}")
    return {**listed, "value": value}


def pair_of(listed, found, path, faults):
    """What two factors do together is part of the total index of each."""
    totals = [found["total"][j] for j in listed["factors"]]
    if not listed["lower"] > 0:
        faults.append(f"{path}: {listed} is not clear")
    return row_of(listed, min(found["second"][tuple(listed["factors"])], *totals), path, faults)


def sensitivity(stored, page, faults):
    study, part = Study(stored), page["sensitivity"]
    outcomes, sums = [], np.zeros(len(study.factors))
    columns = [(v, m, p) for v in range(len(stored.variants)) for m, p in HEADLINE_COLUMNS if stored.has(m)]
    for (variant, measure, place), listed in zip(columns, part["outcomes"]):
        runs = study.runs(measure, place, variant)
        parts = split(runs)
        found = indices_of(study, runs, parts)
        weight = weights(study, parts, found)
        if not lost_in_noise(parts):
            sums += np.where(np.isfinite(weight), weight, 0)
        path = f"page.sensitivity, {measure} of variant {variant}"
        outcomes.append({"measure": measure, "place": place, "variant": variant, "month": stored.months[-1],
                         "unit": stored.unit(measure), "mean": mean_of(parts["means"]), "noise_share": parts["noise_share"],
                         "weights": list(weight), "indices": index_rows(listed["indices"], found, path, faults, parts["constant"]),
                         "pairs": [pair_of(one, found, path, faults) for one in listed["pairs"]]})
    if len(columns) != len(part["outcomes"]):
        faults.append(f"page.sensitivity: {len(part['outcomes'])} outcomes instead of {len(columns)}")
    order = part["order"]
    if any(sums[a] < sums[b] - 1e-9 for a, b in zip(order, order[1:])) or sorted(order) != list(range(len(sums))):
        faults.append(f"page.sensitivity.order: {order} is not the order of {sums}")
    low = lambda f: min(f["values"] or [f["low"]])
    high = lambda f: max(f["values"] or [f["high"]])
    return {"design": KINDS[study.design], "points": study.points, "replicates": int((stored.status != 0).any(axis=0).sum()),
            "order": order, "factors": [{"path": f["path"], "unit": f["unit"], "low": low(f), "high": high(f),
                                             "logarithmic": f["logarithmic"]} for f in study.factors], "outcomes": outcomes}


def mean_of(values):
    known = values[np.isfinite(values)]
    return known.mean() if known.size else np.nan


def bins_of(study, means, j):
    """Lists of design points by value of the factor; those of one value stand together."""
    values = study.table[:, j]
    order = [p for p in np.argsort(values, kind="stable") if np.isfinite(means[p]) and np.isfinite(values[p])]
    different, given = len(set(values[order])), study.design in (LIST, GRID)
    each = (given and different <= 24) or (study.design == MORRIS and different <= 12) or different <= 4
    count = len(order) if each else min(12, max(2, different // 4))
    bins = []
    for k, p in enumerate(order):
        tied = k > 0 and values[p] == values[order[k - 1]]
        if not bins or (k * count // len(order) >= len(bins) and not tied):
            bins.append([])
        bins[-1].append(p)
    return bins, given and each


def response(study, runs, parts, j, possible):
    bins, by_noise = bins_of(study, parts["means"], j)
    answer = {name: [] for name in ("x", "mean", "lower", "upper", "runs")}
    known = np.isfinite(runs).sum(axis=1)
    degrees = known.sum() - (known > 0).sum() - np.isfinite(runs).any(axis=0).sum() + 1
    for one in bins:
        values = study.table[one, j]
        unit = 1 if by_noise else study.unit()
        units = [np.mean([parts["means"][p] for p in one if p // unit == u]) for u in sorted({p // unit for p in one})]
        mean, lower, upper, _ = t_interval(np.array(units))
        if by_noise:
            half = np.nan
            if degrees >= 1:
                half = stats.t.ppf(0.975, degrees) * np.sqrt(parts["noise"] * (1 / known[one]).sum()) / len(one)
            lower, upper = mean - half, mean + half
        lower, upper = np.clip([lower, upper], *possible)
        middle = np.exp(np.log(values).mean()) if study.factors[j]["logarithmic"] else values.mean()
        for name, value in zip(answer, (middle, mean, lower, upper, int(known[one].sum()))):
            answer[name].append(value)
    return answer


def responses(stored, page):
    study, answer = Study(stored), []
    for listed in page["responses"]:
        runs = study.runs(listed["measure"], listed["place"], listed["variant"])
        answer.append({"variant": listed["variant"], "month": stored.months[-1], "factor": listed["factor"],
                       **response(study, runs, split(runs), listed["factor"], possible_range(stored.unit(listed["measure"])))})
    return answer


def points(stored, page):
    """Design points at even distances by number, all variants of each side by side; of the first 20 factors in order."""
    study, variants = Study(stored), len(stored.variants)
    shown = min(study.points, max(1, 1500 // variants))
    chosen = [k * study.points // shown for k in range(shown)]
    axes = page["sensitivity"]["order"][:20]
    factors = [list(np.repeat(study.table[chosen, j], variants)) if j in axes else None for j in range(len(study.factors))]
    outcomes = []
    for measure, place in HEADLINE_COLUMNS:
        if not stored.has(measure):
            continue
        means = [[mean_of(runs[p]) for p in chosen] for runs in (study.runs(measure, place, v) for v in range(variants))]
        outcomes.append({"measure": measure, "place": place, "month": stored.months[-1],
                         "values": list(np.array(means).T.reshape(-1))})
    return {"shown": shown * variants, "of": study.points * variants, "factors": factors, "outcomes": outcomes,
            "variant": [k % variants for k in range(shown * variants)]}
