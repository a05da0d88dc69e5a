"""The parts districts and setup of DATA.md, from the merged scenario and /parameters of the file."""
import math
import tomllib

from rules import Rule, anything_between
from stored_runs import text


def scenario_of(stored):
    return tomllib.loads(text(stored.file.attrs["scenario"]))


def parameters(stored):
    """{path: {value, standard, ...}} as the file has them."""
    group = stored.file["parameters"]
    columns = {name: group[name][:] for name in ("value", "standard", "unit", "meaning", "source")}
    return {text(path): {name: column[k] for name, column in columns.items()}
            for k, path in enumerate(group["parameter"][:])}


def districts(stored):
    """On a near-square grid row by row from the south-west, or where the scenario puts them. How many residents a drawn
    district has is not in the file: of them only the sum is known."""
    scenario, known = scenario_of(stored), parameters(stored)
    number = lambda path: float(known[path]["value"])
    drawn, described = int(number("community.districts")), scenario.get("district", [])
    columns = math.ceil(math.sqrt(drawn or len(described)))
    spacing, usual = number("community.district_spacing_km"), number("community.residents") / max(drawn, 1)
    answer = []
    for k in range(drawn + len(described)):
        given = described[k - drawn] if k >= drawn else {}
        answer.append({"name": given.get("name", f"district_{k + 1}"),
                       "x_km": given.get("x_km", (k % columns + 0.5) * spacing),
                       "y_km": given.get("y_km", (k // columns + 0.5) * spacing),
                       "residents": given["residents"] if "residents" in given else anything_between(0.3 * usual, 3 * usual)})
    return answer


def check_residents(stored, page, faults):
    """Residents of drawn districts sum to those of the community."""
    known, described = parameters(stored), scenario_of(stored).get("district", [])
    wanted = float(known["community.residents"]["value"])
    drawn = page["districts"][:len(page["districts"]) - len(described)]
    found = sum(district["residents"] for district in drawn)
    if drawn and abs(found - wanted) > 0.5:
        faults.append(f"page.districts: {found} residents instead of {wanted}")


# "town.toml:12:5", "--set", or nothing where the file does not say.
ORIGIN = Rule(lambda found: "" if found is None or isinstance(found, str) and found else f"{found!r} is no origin")


def setup(stored, page):
    """Numbers of settings are texts, as the scenario writes them: they are held against /parameters. Calendars and
    differences are held against the scenarios' own texts."""
    known = parameters(stored)
    settings = [{"value": as_text(known, one["path"], "value", one["value"]), "origin": ORIGIN,
                 "standard": as_text(known, one["path"], "standard", one["standard"])} for one in page["setup"]["settings"]]
    scenarios = [scenario_of(stored)]
    if stored.is_experiment:
        scenarios = [tomllib.loads(one["text"]) for one in stored.experiment["variants"]]
    experiment = stored.experiment or {"factors": []}
    scenario = tomllib.loads(page["setup"]["scenario"])
    return {"experiment": text(stored.file.attrs["experiment"]) if stored.is_experiment else None,
            "factors": [{"low": min(f["values"] or [f["low"]]), "high": max(f["values"] or [f["high"]]), "values": f["values"],
                         "logarithmic": f["logarithmic"]} for f in experiment["factors"]],
            "described": {f"{name}s": len(scenario.get(name, [])) for name in ("district", "organisation", "tie", "partnership")},
            "settings": settings, "calendar": [calendar_entry(scenarios, one) for one in page["setup"]["calendar"]],
            "variants": [[{"baseline": one["baseline"], "value": one["value"], "origin": ORIGIN} for one in differences]
                         for differences in page["setup"]["variants"]]}


def as_text(known, path, column, shown):
    """The text on the page, if it is the number of the file."""
    if path not in known or shown is None:
        return shown
    try:
        same = abs(float(shown) - float(known[path][column])) <= 1e-6 * abs(float(known[path][column]))
    except ValueError:
        return shown
    return shown if same else float(known[path][column])


def calendar_entry(scenarios, listed):
    """Months and intensity of a policy or shock, from the scenario that has it."""
    scenario = scenarios[listed["variant"] or 0]
    given = next(one for one in scenario[listed["kind"]] if one["name"] == listed["name"])
    if listed["kind"] == "shock":
        start = given["month"]
        return {"variant": listed["variant"], "start_month": start, "intensity": given.get("size", listed["intensity"]),
                "end_month": start + given["duration_months"] - 1 if "duration_months" in given else listed["end_month"]}
    return {"variant": listed["variant"], "start_month": given.get("start_month", listed["start_month"]),
            "end_month": given.get("end_month", scenario["run"]["months"]), "intensity": given.get("intensity", 1)}
