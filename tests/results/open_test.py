"""Opens a results file with xarray by both engines: every variable a number or a name, coordinates there.
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
        assert dict(root.sizes) == {"point": 1, "replicate": 2, "month": 9, "every_month": 9, "mechanism": 22, "area": 8,
                                    "district": 4, "level": 6}, root.sizes
        assert list(root.coords["district"].values) == ["North", "Süd", "East", "West"]
        assert root.coords["level"].values[0] == "none"
        assert list(root.coords["month"].values) == list(range(9))
        for name, variable in root.variables.items():
            assert variable.dtype.kind in "iufO", (engine, name, variable.dtype)
            if variable.dtype.kind == "O":
                assert all(isinstance(value, str) for value in variable.values.ravel()), name
            assert "units" in variable.attrs and "long_name" in variable.attrs, name
        assert root["state_hash"].dtype == numpy.uint64
        assert root["wall_time"].dtype.kind == "f" and root["wall_time"].attrs["units"] == "s"
        assert abs(float(root["volunteers_by_district"].sel(district="Süd", replicate=1, month=3, point=0)) - 2.00301) < 1e-9
        assert root.attrs["Conventions"] == "CF-1.10" and root.attrs["title"] == "Café town"
    with xarray.open_dataset(path, engine=engine, group="agents/point_0/replicate_0") as agents:
        agents.load()
        assert agents["organisation_money_usd"].dims == ("snapshot", "organisation")
        assert list(agents.coords["snapshot"].values) == [0, 4, 8]
        assert len(agents.coords["area"]) == 8 and agents.coords["area"].dtype.kind == "O"
        assert agents["organisation_id"].dtype == numpy.uint64
        for name, variable in agents.variables.items():
            assert variable.dtype.kind in "iufO", (engine, name, variable.dtype)
        assert "insolvent" in agents["organisation_closure_reason"].attrs["flag_meanings"]
        assert numpy.isnan(agents["organisation_money_usd"].values[0, -1])
    with xarray.open_dataset(path, engine=engine, group="parameters") as parameters:
        parameters.load()
        assert float(parameters["value"].sel(parameter="trust.weight")) == 0.3
        assert parameters["unit"].dtype.kind == "O"
