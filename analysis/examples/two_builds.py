"""Two builds compared: python3 two_builds.py BEFORE.h5 AFTER.h5 [PICTURE.png]

For the same scenario run by two programs, before and after a change of the code. Both use the same luck, so runs are
compared one by one. Prints for each outcome the mean difference over the last year with its 95 % interval; the picture
shows the differences month by month."""
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy
import xarray
from scipy import stats

OUTCOMES = ["coverage", "partnerships", "trust_in_partnerships", "exits"]

before, after = (xarray.open_dataset(name, engine="h5netcdf") for name in sys.argv[1:3])
if before.attrs["scenario"] != after.attrs["scenario"] or int(before.attrs["seed"]) != int(after.attrs["seed"]):
    sys.exit("The two files are of different scenarios or seeds: what differs would not be the program.")
shown = [name for name in OUTCOMES if name in before and name in after]
figure, panels = plt.subplots(len(shown), 1, figsize=(7, 2.2 * len(shown)), sharex=True, squeeze=False, constrained_layout=True)
for panel, measure in zip(panels[:, 0], shown):
    pairs = (after[measure] - before[measure]).isel(point=0)  # replicate, month
    last_year = pairs.where(pairs.month > pairs.month.max() - 12, drop=True).mean("month").values
    half = stats.t.ppf(0.975, len(last_year) - 1) * last_year.std(ddof=1) / numpy.sqrt(len(last_year))
    print(f"{measure} {last_year.mean():+.4g} [{last_year.mean() - half:+.4g}, {last_year.mean() + half:+.4g}]")
    panel.plot(pairs.month, pairs.transpose("month", "replicate"), color="C0", alpha=0.2, linewidth=0.8)
    panel.plot(pairs.month, pairs.mean("replicate"), color="C0", linewidth=2)
    panel.axhline(0, color="black", linewidth=0.8)
    panel.set_title(f"{measure}, after minus before", loc="left")
    panel.spines[["top", "right"]].set_visible(False)
panels[-1, 0].set_xlabel("month")
if len(sys.argv) > 3:
    figure.savefig(sys.argv[3], dpi=110)
