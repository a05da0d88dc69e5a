"""What policies change: python3 policy_effects.py EXPERIMENT.h5 PICTURE.png [MEASURE]

Replicate r has the same luck in every variant, so each policy is compared with the baseline run by run: a faint line is one
pair, the strong one their mean with its 95 % interval (Student's t). Prints the mean difference over the kept months of the
last year with its interval, as `tessera compare` does."""
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy
import xarray
from scipy import stats

measure = sys.argv[3] if len(sys.argv) > 3 else "coverage"
results = xarray.open_dataset(sys.argv[1], engine="h5netcdf")
# Over several design points a replicate counts once, with its mean over them: its luck is the same at all of them.
values = results[measure].groupby("variant").mean("point")  # variant, replicate, month
names = list(dict.fromkeys(str(name) for name in results.variant.values))
baseline, policies = names[0], names[1:]
scale, unit = (100, "percentage points") if results[measure].attrs["units"] == "share" else (1, results[measure].attrs["units"])


def interval(pairs):
    """Mean and half-width of its 95 % interval over the first axis."""
    spread = pairs.std(axis=0, ddof=1) / numpy.sqrt(len(pairs))
    return pairs.mean(axis=0), stats.t.ppf(0.975, len(pairs) - 1) * spread


figure, panels = plt.subplots(1, len(policies), figsize=(4.5 * len(policies), 4), sharey=True, squeeze=False, constrained_layout=True)
for k, (panel, policy) in enumerate(zip(panels[0], policies)):
    difference = scale * (values.sel(variant=policy) - values.sel(variant=baseline)).dropna("replicate", how="all")
    mean, half = interval(difference.transpose("replicate", "month").values)
    panel.plot(results.month, difference.transpose("month", "replicate"), color=f"C{k + 1}", alpha=0.15, linewidth=0.8)
    panel.errorbar(results.month, mean, yerr=half, color=f"C{k + 1}", linewidth=2, capsize=3)
    panel.axhline(0, color="black", linewidth=0.8)
    panel.set_title(policy.replace("_", " "), loc="left")
    panel.set_xlabel("month")
    panel.spines[["top", "right"]].set_visible(False)
    last_year = difference.where(difference.month > results.month.max() - 12, drop=True).mean("month")
    mean, half = interval(last_year.values)
    print(policy, f"{mean / scale:.9g} {(mean - half) / scale:.9g} {(mean + half) / scale:.9g}")
panels[0][0].set_ylabel(f"difference from {baseline}, {unit}")
figure.suptitle(f"{results.attrs['title']}: {measure}")
figure.savefig(sys.argv[2], dpi=120)
