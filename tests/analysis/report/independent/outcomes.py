"""The parts outcomes and places of DATA.md."""
import numpy as np

from effects import common_points, mean_known, over_points, t_interval


def at_end(stored, values, summed=False, last=False):
    """[variant] mean with its interval over replicates, each its mean over the window and then over the design points."""
    window = [stored.window()[-1]] if last else stored.window()
    of_runs = mean_known(values[..., window], axis=-1) * (12 if summed else 1)
    answer = []
    for variant in of_runs:
        mean, lower, upper, runs = t_interval(over_points(variant, common_points(variant)))
        answer.append({"mean": mean, "lower": lower, "upper": upper, "runs": runs})
    return answer


def bands(values, shares):
    """[variant] of {mean, q..: [month]} over all runs that have a value."""
    answer = []
    for variant in values:
        runs = variant.reshape(-1, variant.shape[-1])
        band = {"mean": list(mean_known(runs, axis=0))}
        for share in shares:
            of_months = [runs[~np.isnan(runs[:, m]), m] for m in range(runs.shape[1])]
            band[f"q{round(100 * share):02d}"] = [np.quantile(v, share) if v.size else np.nan for v in of_months]
        answer.append(band)
    return answer


def outcome(stored, measure, place, summed):
    values = stored.values(measure, place)
    return {"measure": measure, "place": place, "summed": summed,
            "at_end": at_end(stored, values, summed, last=measure == "public_spending_total"),
            "series": bands(values, (0.05, 0.25, 0.5, 0.75, 0.95))}


def places(stored, measure):
    axis = stored.axis(measure)
    names = stored.names(axis)
    series = [[] for _ in stored.variants]
    ends = [[] for _ in stored.variants]
    for name in names:
        values = stored.values(measure, name)
        for v, band in enumerate(bands(values, (0.25, 0.5, 0.75))):
            series[v].append(band)
        for v, end in enumerate(at_end(stored, values)):
            ends[v].append(end)
    return {"measure": measure, "axis": axis, "names": names, "series": series, "at_end": ends}
