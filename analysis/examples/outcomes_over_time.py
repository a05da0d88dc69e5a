"""Outcomes over time with bands: python3 outcomes_over_time.py RESULTS.h5 PICTURE.png

For a run or an experiment. One panel per outcome, one colour per variant: the median run, half of all runs as a band, and
nine in ten as a lighter one where there is one variant alone. Prints the mean of each outcome over the last kept year."""
import sys

import matplotlib

matplotlib.use("Agg")  # draws into files, needs no screen
import matplotlib.pyplot as plt
import xarray

OUTCOMES = {"coverage": "Need met", "inclusion_gap": "Gap between groups", "partnerships": "Partnerships standing",
            "trust_in_partnerships": "Trust among partners"}


def variants_of(results):
    """Name of each variant and where its points are: all variants of an experiment, or the one of a run."""
    if "variant" not in results.coords:
        return {"": [0]}
    names = [str(name) for name in results.variant.values]
    return {name: [k for k, other in enumerate(names) if other == name] for name in dict.fromkeys(names)}


def draw(axes, runs, name, colour, bands):
    """runs: (run, month)."""
    runs = runs.dropna("month", how="all")  # before the first month there is nothing to see
    months = runs.month
    for low, high, strength in bands:
        axes.fill_between(months, runs.quantile(low, "run"), runs.quantile(high, "run"), color=colour, alpha=strength, linewidth=0)
    axes.plot(months, runs.median("run"), color=colour, label=name)


HALF, NINE_IN_TEN = (0.25, 0.75, 0.2), (0.05, 0.95, 0.12)
results = xarray.open_dataset(sys.argv[1], engine="h5netcdf")
shown = [name for name in OUTCOMES if name in results]
figure, panels = plt.subplots(2, 2, figsize=(9, 6.5), sharex=True, constrained_layout=True)
for panel in panels.flat[len(shown):]:
    panel.set_visible(False)
for panel, measure in zip(panels.flat, shown):
    per_cent = results[measure].attrs["units"] == "share"
    for k, (variant, points) in enumerate(variants_of(results).items()):
        runs = results[measure].isel(point=points).stack(run=("point", "replicate"))
        draw(panel, (100 if per_cent else 1) * runs, variant.replace("_", " "), f"C{k}", [HALF] if "variant" in results.coords else [NINE_IN_TEN, HALF])
        last_year = runs.where(runs.month > results.month.max() - 12, drop=True)
        print(measure, variant or "run", f"{float(last_year.mean()):.6g}")
    panel.set_title(OUTCOMES[measure] + (", %" if per_cent else ""), loc="left")
    panel.spines[["top", "right"]].set_visible(False)
for panel in panels[-1]:
    panel.set_xlabel("month")
if "variant" in results.coords:
    panels.flat[0].legend(frameon=False, loc="lower right")
figure.suptitle(results.attrs["title"])
figure.savefig(sys.argv[2], dpi=120)
