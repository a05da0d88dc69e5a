"""Opens the file of a sweep with xarray by both engines and selects points by the values of their factors.
Exit 77 if a module is missing."""
import sys

try:
    import h5netcdf  # noqa: F401
    import netCDF4  # noqa: F401
    import numpy
    import xarray
except ImportError as missing:
    print(missing)
    sys.exit(77)

path = sys.argv[1]
for engine in ("h5netcdf", "netcdf4"):
    with xarray.open_dataset(path, engine=engine) as root:
        root.load()
        assert root.sizes["point"] == 16 and root.sizes["replicate"] == 3, root.sizes
        for name, variable in root.variables.items():
            assert variable.dtype.kind in "iufO", (engine, name, variable.dtype)
            assert "units" in variable.attrs and "long_name" in variable.attrs, name
        for name in ("variant", "design_point", "trust.weight", "policy.helpers.intensity", "district.mill_lane.residents"):
            assert name in root.coords and root[name].dims == ("point",), name
        assert set(root["variant"].values) == {"alone", "helped"}
        assert root["run.months"].attrs["units"] == "month"
        weight = float(root["trust.weight"].values[6])
        chosen = root.set_xindex("trust.weight").sel({"trust.weight": weight}) if hasattr(root, "set_xindex") else \
            root.swap_dims(point="trust.weight").sel({"trust.weight": weight})
        assert set(chosen["variant"].values) == {"alone", "helped"}, chosen
        helped = root.where(root["variant"] == "helped", drop=True)
        assert helped.sizes["point"] == 8
        complete = root["status"] == 1
        assert bool(numpy.isfinite(root["coverage"].isel(month=1).where(complete)).any())
        assert bool(numpy.isnan(root["coverage"].where(~complete)).all())
