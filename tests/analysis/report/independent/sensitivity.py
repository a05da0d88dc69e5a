"""The parts sensitivity, responses and points of DATA.md."""
import numpy as np

from comparison import HEADLINES
from effects import t_interval
from indices import KINDS, LIST, MORRIS, SALTELLI, morris, regression, sobol, split, unit_steps

HEADLINE_COLUMNS = [(m, p) for m, p, _ in HEADLINES] + [("public_spending_total", "")]


def factor_table(stored):
    """[design point][factor]"""
    answer = np.full((len(stored.design_points), len(stored.experiment["factors"])), np.nan)
    for j, factor in enumerate(stored.experiment["factors"]):
        for point, value in enumerate(stored.file[factor["path"]][:]):
            answer[stored.design_points.index(stored.design_point_of[point]), j] = value
    return answer


def factor_range(factor):
    values = factor["values"] or [factor["low"], factor["high"]]
    return min(values), max(values)


def interval(value, reference=None):
    """An estimate whose interval is of random resamples: checked for its order and size alone."""
    return {"value": value, "bootstrap": reference}


def indices_of(stored, runs, parts):
    """[] {factor, index, value}: corrected for noise where there are replicates."""
    experiment, factors = stored.experiment, stored.experiment["factors"]
    table, corrected = factor_table(stored), bool(np.isfinite(parts["noise"]))
    regressors = table.copy()
    for j, factor in enumerate(factors):
        if factor["logarithmic"]:
            regressors[:, j] = np.log(table[:, j])
    standardised, rank = regression(regressors, np.where(np.isfinite(table).all(axis=1), parts["means"], np.nan))
    found = {}
    if experiment["design"] == SALTELLI:
        first, total = sobol(runs, parts, len(factors), corrected)
        found = {"first": first, "total": total}
    if experiment["design"] == MORRIS:
        effects = morris(unit_steps(table, factors, experiment["levels"]), runs, parts, corrected)
        found = dict(zip(("mu", "mu_star", "sigma"), np.array(effects).T))
    return {**found, "standardised": standardised, "rank": rank}


def outcome_runs(stored, measure, place, variant, month):
    return stored.values(measure, place)[variant, :, :, month]


def sensitivity(stored):
    factors = stored.experiment["factors"]
    if not factors:
        return None
    outcomes = []
    month = len(stored.months) - 1
    for v in range(len(stored.variants)):
        for measure, place in HEADLINE_COLUMNS:
            if not stored.has(measure):
                continue
            runs = outcome_runs(stored, measure, place, v, month)
            parts = split(runs)
            outcomes.append({"measure": measure, "place": place, "variant": v, "month": stored.months[month],
                             "unit": stored.unit(measure), "mean": np.nanmean(parts["means"]),
                             "noise_share": parts["noise_share"], "indices": indices_of(stored, runs, parts)})
    return {"design": KINDS[stored.experiment["design"]], "points": len(stored.design_points),
            "replicates": int((stored.status != 0).any(axis=0).sum()),
            "factors": [{"path": f["path"], "unit": f["unit"], "low": factor_range(f)[0], "high": factor_range(f)[1],
                         "logarithmic": f["logarithmic"]} for f in factors], "outcomes": outcomes}
