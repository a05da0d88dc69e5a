"""Sensitivity indices from the runs: Saltelli's and Jansen's estimators, Morris' effects, regression, split of variance."""
import itertools

import numpy as np
from scipy.stats import rankdata

LIST, GRID, LATIN, SOBOL, SALTELLI, MORRIS = range(6)  # DesignKind, as the attribute `experiment` counts them
KINDS = ["list", "grid", "latin_hypercube", "sobol", "saltelli", "morris"]


def design_size(experiment):
    """Design points of the whole experiment, of which a shard holds some."""
    factors, samples = experiment["factors"], experiment["samples"]
    if experiment["design"] == LIST:
        return len(factors[0]["values"])
    if experiment["design"] == GRID:
        return int(np.prod([len(factor["values"]) for factor in factors]))
    return samples * {SALTELLI: 2 * len(factors) + 2, MORRIS: len(factors) + 1}.get(experiment["design"], 1)


def split(runs):
    """Two-way layout of [point][replicate] with gaps: effects of points and replicates by least squares, and variances."""
    known = np.isfinite(runs)
    points, replicates = np.where(known.any(axis=1))[0], np.where(known.any(axis=0))[0]
    rows = [(p, r) for p in points for r in replicates if known[p, r]]
    design = np.zeros((len(rows) + 1, len(points) + len(replicates)))
    values = np.zeros(len(rows) + 1)
    for k, (p, r) in enumerate(rows):
        design[k, np.searchsorted(points, p)] = design[k, len(points) + np.searchsorted(replicates, r)] = 1
        values[k] = runs[p, r]
    design[-1, len(points):] = 1  # the luck of replicates sums to zero
    fitted = np.linalg.lstsq(design, values, rcond=None)[0]
    means = np.full(runs.shape[0], np.nan)
    luck = np.full(runs.shape[1], np.nan)
    means[points], luck[replicates] = fitted[:len(points)], fitted[len(points):]
    if len(points) and np.ptp(means[points]) <= 1e-11 * np.abs(means[points]).max():
        means[points] = means[points[0]]  # they differ by the last bits of their sums
    degrees = len(rows) - len(points) - len(replicates) + 1
    noise = np.square(values - design @ fitted)[:-1].sum() / degrees if degrees > 0 else np.nan
    of_means = means[points].var(ddof=1) if len(points) > 1 else np.nan
    if len(points) > 1 and np.ptp(means[points]) == 0:
        of_means = 0.0
    in_means = noise * np.mean(1 / known.sum(axis=1)[points])
    return {"means": means, "luck": luck, "noise": noise, "noise_share": in_means / of_means if of_means > 0 else np.nan,
            "constant": of_means == 0}


def regression(factors, outcome):
    """Standardised coefficients and partial rank correlations; NaN where they do not exist."""
    used = np.isfinite(outcome) & np.isfinite(factors).all(axis=1)
    x, y = factors[used], outcome[used]
    moving = [j for j in range(factors.shape[1]) if x.size and np.ptp(x[:, j]) > 0]
    coefficients = np.full(factors.shape[1], np.nan)
    partial = np.full(factors.shape[1], np.nan)
    if not moving or len(y) < len(moving) + 3 or np.ptp(y) == 0:
        return coefficients, partial
    scale = lambda m: (m - m.mean(axis=0)) / m.std(axis=0)
    coefficients[moving] = np.linalg.lstsq(scale(x[:, moving]), scale(y), rcond=None)[0]
    # Means that are equal but for the last bits of their sums are equal.
    grid = np.ptp(y) * 1e-9
    ranks, of_y = scale(np.apply_along_axis(rankdata, 0, x[:, moving])), scale(rankdata(np.round(y / grid)))
    for k, j in enumerate(moving):
        others = np.column_stack([np.delete(ranks, k, axis=1), np.ones(len(y))])
        rest = lambda v: v - others @ np.linalg.lstsq(others, v, rcond=None)[0]
        left, of_outcome = rest(ranks[:, k]), rest(of_y)
        if min(left.std(), of_outcome.std()) > 1e-9:  # else the others explain all, and nothing is left to go with
            partial[j] = np.corrcoef(left, of_outcome)[0, 1]
    return coefficients, partial


def known_mean(*values):
    values = [v for v in values if np.isfinite(v)]
    return np.mean(values) if values else np.nan


def sobol(runs, parts, dimensions, corrected):
    """First, total and second order of Saltelli's blocks A, AB_1.., BA_1.., B, each with A and B exchanged too. Corrected:
    every product between different replicates."""
    size = 2 * dimensions + 2
    blocks = runs.shape[0] // size
    means = parts["means"].reshape(blocks, size)
    level = np.nanmean(means[:, [0, size - 1]])
    centred = (runs - np.nan_to_num(parts["luck"], nan=np.nan) - level).reshape(blocks, size, -1)
    means = means - level

    def product(block, x, y):
        """x, y: pairs (place, less place or None)"""
        if not corrected:
            of = lambda pair: means[block, pair[0]] - (0 if pair[1] is None else means[block, pair[1]])
            return of(x) * of(y)
        of = lambda pair: centred[block, pair[0]] - (0 if pair[1] is None else centred[block, pair[1]])
        u, v = of(x), of(y)
        both = np.isfinite(u * v)
        u, v = u[both], v[both]
        n = u.size
        return (u.sum() * v.sum() - (u * v).sum()) / (n * (n - 1)) if n > 1 else np.nan

    a, b = 0, size - 1
    terms = {"level": [], "square": [], "first": [], "total": [], "second": []}
    for k in range(blocks):
        terms["level"].append(known_mean(means[k, a], means[k, b]))
        terms["square"].append(known_mean(product(k, (a, None), (a, None)), product(k, (b, None), (b, None))))
        ab, ba = range(1, 1 + dimensions), range(1 + dimensions, 1 + 2 * dimensions)
        terms["first"].append([known_mean(product(k, (b, None), (i, a)), product(k, (a, None), (j, b)))
                               for i, j in zip(ab, ba)])
        terms["total"].append([0.5 * known_mean(product(k, (a, i), (a, i)), product(k, (b, j), (b, j)))
                               for i, j in zip(ab, ba)])
        second = np.zeros((dimensions, dimensions))
        for i, k2 in itertools.combinations(range(dimensions), 2):
            both = known_mean(product(k, (ba[i], None), (ab[k2], None)), product(k, (ba[k2], None), (ab[i], None)))
            second[i, k2] = both - product(k, (a, None), (b, None))
        terms["second"].append(second)
    mean = {name: np.nanmean(np.array(values), axis=0) for name, values in terms.items()}
    variance = mean["square"] - mean["level"] ** 2
    scale = 1 / variance if variance > 0 and not parts["constant"] else np.nan
    second = (mean["second"] - mean["first"][:, None] - mean["first"][None, :]) * scale
    return {"first": mean["first"] * scale, "total": mean["total"] * scale, "second": second}


def morris(unit_steps, runs, parts, corrected):
    """mu, mu_star, sigma [factor]; unit_steps: [trajectory][step] (factor, size in the unit cube)."""
    dimensions = len(unit_steps[0])
    found = {j: [] for j in range(dimensions)}
    for t, steps in enumerate(unit_steps):
        for k, (j, size) in enumerate(steps):
            at = t * (dimensions + 1) + k
            mean = (parts["means"][at + 1] - parts["means"][at]) / size
            each = (runs[at + 1] - runs[at]) / size
            each = each[np.isfinite(each)]
            noise, by_others = np.nan, np.nan
            if each.size > 1:
                noise = each.var(ddof=1) / each.size
                by_others = np.mean(np.sign(each.sum() - each) * each)
            found[j].append((mean, noise, by_others))
    answer = []
    for j in range(dimensions):
        effects = np.array(found[j])
        mean, noise, by_others = effects[np.isfinite(effects[:, 0])].T
        sigma, star = mean.std(ddof=1) if mean.size > 1 else np.nan, np.abs(mean).mean()
        if corrected:
            star = np.nanmean(by_others)
            sigma = np.sqrt(np.maximum(0.0, sigma ** 2 - np.nanmean(noise)))
        answer.append((mean.mean(), star, sigma))
    return answer


def unit_steps(values, factors, levels):
    """Which factor each step of Morris' trajectories moves, and how far in the unit cube."""
    def unit(j, x):
        f = factors[j]
        low, high = f["low"], f["high"]
        if f["logarithmic"]:
            low, high, x = np.log(low), np.log(high), np.log(x)
        return (x - low) / (high - low)
    dimensions, steps = len(factors), []
    for t in range(values.shape[0] // (dimensions + 1)):
        trajectory = []
        for k in range(dimensions):
            here, there = values[t * (dimensions + 1) + k], values[t * (dimensions + 1) + k + 1]
            j = int(np.argmax([abs(unit(i, there[i]) - unit(i, here[i])) for i in range(dimensions)]))
            size = levels / (2 * (levels - 1))
            trajectory.append((j, np.copysign(size, unit(j, there[j]) - unit(j, here[j]))))
        steps.append(trajectory)
    return steps
