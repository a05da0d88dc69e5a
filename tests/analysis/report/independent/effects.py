"""Means with Student's t, paired effects, Holm and Fieller: the textbook formulas once more, in numpy and scipy."""
import numpy as np
from scipy import stats


def mean_known(values, axis):
    """Mean of the values that exist along an axis; NaN where none does."""
    known = np.isfinite(values)
    count = known.sum(axis=axis)
    total = np.where(known, values, 0.0).sum(axis=axis)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def t_interval(values):
    """mean, lower, upper and number of the values that exist."""
    known = np.asarray(values, dtype=float)
    known = known[~np.isnan(known)]
    if known.size == 0:
        return np.nan, np.nan, np.nan, 0
    if known.size == 1:
        return known[0], np.nan, np.nan, 1
    half = stats.t.ppf(0.975, known.size - 1) * known.std(ddof=1) / np.sqrt(known.size)
    return known.mean(), known.mean() - half, known.mean() + half, int(known.size)


def over_points(values, points):
    """[replicate] mean of [design point][replicate] over these points; NaN for a replicate that lacks one."""
    return values[points].mean(axis=0) if len(points) else np.full(values.shape[1], np.nan)


def common_points(*values):
    """Design points at which each of these [design point][replicate] has a value in some replicate."""
    return [p for p in range(values[0].shape[0]) if all(np.any(~np.isnan(v[p])) for v in values)]


def paired_effect(base, other):
    known = ~(np.isnan(base) | np.isnan(other))
    b, o = base[known], other[known]
    mean, lower, upper, pairs = t_interval(o - b)
    effect = {"mean": np.nan if pairs == 0 else b.mean() + mean, "baseline_mean": b.mean() if pairs else np.nan,
              "difference": mean, "lower": lower, "upper": upper, "standardised": np.nan, "p": np.nan,
              "pairs": pairs, "missing": int(base.size - pairs)}
    if pairs < 2:
        return effect
    spread = b.std(ddof=1) if b.std(ddof=1) > 0 else o.std(ddof=1)
    error = (o - b).std(ddof=1) / np.sqrt(pairs)
    over = lambda size: 0.0 if mean == 0 else mean / size if size > 0 else np.copysign(np.inf, mean)
    effect["standardised"] = over(spread)
    effect["p"] = 2 * stats.t.sf(abs(over(error)), pairs - 1)
    return effect


def holm(p_values):
    """Adjusted by Holm (1979); values that do not exist stay so and do not count."""
    p = np.asarray(p_values, dtype=float)
    adjusted = np.full(p.shape, np.nan)
    order = [k for k in np.argsort(p, kind="stable") if not np.isnan(p[k])]
    highest = 0.0
    for rank, k in enumerate(order):
        highest = max(highest, min(1.0, (len(order) - rank) * p[k]))
        adjusted[k] = highest
    return adjusted


def pairing_gain(base, other):
    """(var a + var b) / var (b - a) with the interval of Morgan and Pitman."""
    known = ~(np.isnan(base) | np.isnan(other))
    a, b = base[known], other[known]
    nothing = {"factor": np.nan, "lower": np.nan, "upper": np.nan}
    if a.size < 2:
        return nothing
    apart, paired = a.var(ddof=1) + b.var(ddof=1), (b - a).var(ddof=1)
    if not apart > 0:
        return nothing
    if paired <= 1e-28 * (apart + a.mean() ** 2 + b.mean() ** 2):
        return {"factor": np.inf, "lower": np.inf, "upper": np.inf}
    ratio = (a + b).var(ddof=1) / paired
    if a.size < 3 or not ratio > 0:
        return {**nothing, "factor": apart / paired}
    r = np.corrcoef(a + b, b - a)[0, 1]
    t = stats.t.ppf(0.975, a.size - 2)
    k = 1 + 2 * (1 - r * r) * t * t / (a.size - 2)
    wide = k + np.sqrt(k * k - 1)
    return {"factor": apart / paired, "lower": 0.5 * (1 + ratio / wide), "upper": 0.5 * (1 + ratio * wide)}


def replicates_needed(base, other, half_width):
    """Fewest pairs whose interval has this half-width; 0 where none is enough."""
    known = ~(np.isnan(base) | np.isnan(other))
    difference = (other - base)[known]
    if difference.size < 2 or not half_width > 0:
        return 0
    sd = difference.std(ddof=1)
    n = 2
    if sd > 0:
        n = max(2, int((1.96 * sd / half_width) ** 2 * 0.9))  # the normal quantile is below every t
    while stats.t.ppf(0.975, n - 1) * sd / np.sqrt(n) > half_width:
        n += 1
    return n


def fieller(above, below):
    """Ratio of means with Fieller's set: a r^2 - 2 b r + c <= 0."""
    known = ~(np.isnan(above) | np.isnan(below))
    a, b = above[known], below[known]
    answer = {"estimate": np.nan, "set": "none", "lower": np.nan, "upper": np.nan}
    if a.size and b.mean() != 0:
        answer["estimate"] = a.mean() / b.mean()
    if a.size < 2 or (b.mean() == 0 and b.var() == 0):
        return answer
    f = stats.t.ppf(0.975, a.size - 1) ** 2 / a.size
    qa = b.mean() ** 2 - f * b.var(ddof=1)
    qb = a.mean() * b.mean() - f * np.cov(a, b)[0, 1]
    qc = a.mean() ** 2 - f * a.var(ddof=1)
    under = qb * qb - qa * qc
    if qa < 0 and under <= 0:
        return {**answer, "set": "everything"}
    ends = sorted(((qb - np.sqrt(max(0, under))) / qa, (qb + np.sqrt(max(0, under))) / qa))
    return {**answer, "set": "between" if qa > 0 else "outside", "lower": ends[0], "upper": ends[1]}
