"""The numbers of a results file, read with h5py as FORMAT.md describes it. Nothing here knows the program's own code."""
import json

import h5py
import numpy as np

COMPLETE, RUNNING, FAILED = 1, 2, 3  # flag_meanings of `status`


def text(value):
    return value.decode() if isinstance(value, bytes) else str(value)


class StoredRuns:
    def __init__(self, path):
        self.path = path
        self.file = h5py.File(path, "r")
        self.attributes = {name: value if np.isscalar(value) and not isinstance(value, bytes) else text(value)
                           for name, value in self.file.attrs.items()}
        self.is_experiment = "experiment" in self.file.attrs
        self.experiment = json.loads(text(self.file.attrs["experiment"])) if self.is_experiment else None
        self.months = [int(m) for m in self.file["month"][:]]
        self.status = self.file["status"][:]
        points, self.replicates = self.status.shape
        if self.is_experiment:
            names = [text(v) for v in self.file["variant"][:]]
            self.variants = list(dict.fromkeys(names))
            self.variant_of = [self.variants.index(name) for name in names]
            self.design_point_of = [int(p) for p in self.file["design_point"][:]]
        else:
            self.variants, self.variant_of, self.design_point_of = [""], [0] * points, list(range(points))
        self.design_points = sorted(set(self.design_point_of))

    def axes(self, name):
        return [text(scale[0].name).lstrip("/") if len(scale) else "" for scale in self.file[name].dims]

    def measures(self):
        """Names of the measures: what runs over point, replicate and month and is neither a hash nor a trace."""
        found = []
        for name, item in self.file.items():
            if isinstance(item, h5py.Dataset) and item.ndim >= 3 and name not in ("state_hash", "trace"):
                if item.dtype.kind == "f":
                    found.append(name)
        return found

    def has(self, name):
        return name in self.file and name in self.measures()

    def axis(self, name):
        axes = self.axes(name)
        return axes[3] if len(axes) > 3 else ""

    def names(self, axis):
        return [text(v) for v in self.file[axis][:]]

    def unit(self, name):
        return text(self.file[name].attrs["units"])

    def meaning(self, name):
        return text(self.file[name].attrs["long_name"])

    def values(self, name, place=""):
        """[variant][design point][replicate][month] of a measure, at a place along its axis if it has one."""
        stored = np.asarray(self.file[name][:], dtype=float)
        if self.axis(name):
            stored = stored[..., self.names(self.axis(name)).index(place)]
        out = np.full((len(self.variants), len(self.design_points), self.replicates, len(self.months)), np.nan)
        for point in range(stored.shape[0]):
            out[self.variant_of[point], self.design_points.index(self.design_point_of[point])] = stored[point]
        return out

    def window(self):
        """Places of the kept months among the last twelve months of the file."""
        last = self.months[-1]
        first = max(min(1, last), last - 11)
        return [k for k, month in enumerate(self.months) if first <= month <= last]
