"""The parts outcomes, further and places of DATA.md: of complete runs alone."""
import numpy as np

from effects import mean_known, t_interval
from stored_runs import COMPLETE

SPENT_SO_FAR = "public_spending_total"
# Flows: what happens in a month, summed over twelve where every month is kept.
FLOWS = {"exits", "entries", "partnerships_signed", "public_spending", "partnerships_ended", "exits_by_reason",
         "public_spending_by_lever"}
USED_ONLY = {"partnerships_ended", "exits_by_reason", "public_spending_by_lever"}
MOST_MONTHS_OF_VARIANTS, MOST_CELLS = 1000, 12000


def thinned(months, at_most):
    """Every 2nd, 3rd, 6th, 12th ... month of the run, the first and the last, until they are few enough."""
    for step in (1, 2, 3, 6, 12, 24, 60, 120, 600):
        kept = [m for m in months if m % step == 0 or m in (months[0], months[-1])]
        if len(kept) <= at_most:
            return kept
    return [months[0], months[-1]]


def page_months(stored):
    return thinned(stored.months, MOST_MONTHS_OF_VARIANTS // len(stored.variants))


def keeps_every_month(stored):
    return stored.months[-1] >= 12 and stored.months == list(range(stored.months[-1] + 1))


def complete_values(stored, measure, place):
    """[variant][design point][replicate][month], NaN where the run is not complete."""
    values = stored.values(measure, place)
    for point, statuses in enumerate(stored.status):
        of_point = values[stored.variant_of[point], stored.design_points.index(stored.design_point_of[point])]
        of_point[statuses != COMPLETE] = np.nan
    return values


def sums_of_years(values):
    """Of the twelve months until each; NaN in the first eleven after founding."""
    sums = np.full(values.shape, np.nan)
    for month in range(12, values.shape[-1]):
        sums[..., month] = values[..., month - 11:month + 1].sum(axis=-1)
    return sums


def averaged(values):
    """Of [design point][replicate]: [replicate] mean over the points used, and how many runs stand behind them."""
    ran = np.isfinite(values).any(axis=0)
    points = [p for p in range(values.shape[0]) if ran.any() and np.isfinite(values[p, ran]).all()]
    points = points or list(range(values.shape[0]))
    means = values[points].mean(axis=0)
    return means, int(np.isfinite(means).sum()) * len(points)


COUNTED = {"person", "organisation", "partnership", "hour", "month", "usd", "service unit", "harm-weighted service unit"}


def possible_range(unit):
    """Where a number of a unit can lie; intervals end there."""
    return (0, 1) if unit == "share" else (0 if unit in COUNTED else -np.inf, np.inf)


def at_end(stored, values, summed, last, unit):
    """[variant] at the end of the run, 95 % by Student's t over replicates."""
    window = stored.window()
    if summed:
        of_runs = sums_of_years(values)[..., window[-1]]
    else:
        of_runs = mean_known(values[..., window[-1:] if last else window], axis=-1)
    answer = []
    for variant in of_runs:
        means, runs = averaged(variant)
        mean, lower, upper, _ = t_interval(means)
        lower, upper = np.clip([lower, upper], *possible_range(unit))
        answer.append({"mean": mean, "lower": lower, "upper": upper, "runs": runs})
    return answer


def bands(stored, values, months, shares):
    """[variant] of {mean, q..: [month]} over all runs that have a value."""
    rows, answer = [stored.months.index(m) for m in months], []
    for variant in values:
        runs = variant.reshape(-1, variant.shape[-1])[:, rows]
        of_months = [runs[~np.isnan(runs[:, k]), k] for k in range(len(rows))]
        band = {"mean": list(mean_known(runs, axis=0))}
        for share in shares:
            band[f"q{round(100 * share):02d}"] = [np.quantile(v, share) if v.size else np.nan for v in of_months]
        answer.append(band)
    return answer


def outcome(stored, measure, place):
    values = complete_values(stored, measure, place)
    summed = measure in FLOWS and keeps_every_month(stored)
    shown = sums_of_years(values) if summed else values
    return {"measure": measure, "place": place, "summed": summed,
            "at_end": at_end(stored, values, summed, measure == SPENT_SO_FAR, stored.unit(measure)),
            "series": bands(stored, shown, page_months(stored), (0.05, 0.25, 0.5, 0.75, 0.95))}


def places(stored, measure):
    axis, summed = stored.axis(measure), measure in FLOWS and keeps_every_month(stored)
    names = stored.names(axis)
    months = thinned(page_months(stored), max(2, MOST_CELLS // (len(names) * len(stored.variants))))
    series, ends, shown = [[] for _ in stored.variants], [[] for _ in stored.variants], []
    for name in names:
        values = complete_values(stored, measure, name)
        of_months = sums_of_years(values) if summed else values
        seen = of_months[..., [stored.months.index(m) for m in months]]
        if measure in USED_ONLY and not (np.isfinite(seen) & (seen != 0)).any():
            continue
        shown.append(name)
        for v, band in enumerate(bands(stored, of_months, months, (0.25, 0.5, 0.75))):
            series[v].append(band)
        for v, end in enumerate(at_end(stored, values, summed, False, stored.unit(measure))):
            ends[v].append(end)
    return {"measure": measure, "axis": axis, "summed": summed, "months": months, "names": shown, "series": series,
            "at_end": ends}
