"""What the page of a results file should hold, number by number. The page itself is asked only for what it chose to show:
which measures, which organisations."""
import os

from answer import answer
from comparison import HEADLINES, better, compared, runs_of_variants
from expected_agents import agents
from indices import KINDS, design_size
from outcomes import SPENT_SO_FAR, outcome, page_months, places
from rules import resampled
from sensitivity import points, responses, sensitivity
from setup_part import check_residents, districts, setup
from stored_runs import COMPLETE, FAILED, text

EFFECT = ("variant", "mean", "baseline_mean", "difference", "lower", "upper", "p_holm", "pairs")  # over months and points


def points_run(stored):
    """Settings of the factors at which any run is complete."""
    return len({point for point, statuses in zip(stored.design_point_of, stored.status) if (statuses == COMPLETE).any()})


def about(stored):
    experiment, attributes, window = stored.experiment, stored.attributes, stored.window()
    factors = bool(experiment and experiment["factors"])
    failed = [{"point": p, "replicate": r, "message": text(stored.file["message"][p, r])}
              for p, row in enumerate(stored.status) for r, status in enumerate(row) if status == FAILED]
    return {"version": 1, "kind": "experiment" if stored.is_experiment else "run", "title": attributes["title"],
            "question": attributes["question"],
            "file": {"name": os.path.basename(stored.path), "bytes": os.path.getsize(stored.path),
                     "digest": os.path.exists(stored.path + ".sha256")},
            "made": {name: attributes[name] for name in ("created", "command_line", "version", "commit", "compiler",
                                                         "hdf5", "libm", "processor")},
            "seed": str(int(attributes["seed"])), "months": page_months(stored),
            "window": [stored.months[window[0]], stored.months[window[-1]]],
            "design": {"kind": KINDS[experiment["design"]] if factors else None,
                       "design_points": len(stored.design_points), "points_run": points_run(stored),
                       "points_in_all": design_size(experiment) if experiment else 1,
                       "shard": attributes.get("shard") or None,
                       "samples": (experiment["samples"] or None) if factors else None,
                       "seed": str(experiment["design_seed"]) if factors and experiment["samples"] else None,
                       "levels": experiment["levels"] if factors and KINDS[experiment["design"]] == "morris" else None,
                       "fixed": not experiment or bool(experiment["replicates"]["fixed"]),
                       "replicates": stored.replicates, "variants": len(stored.variants)},
            "variants": [{"name": name, "runs": runs} for name, runs in zip(stored.variants, runs_of_variants(stored))],
            "baseline": 0, "failures": failed[:50], "failures_in_all": len(failed)}


def listed_outcomes(stored, listed, faults):
    """The outcomes that the page lists; all headline measures of the file must be among them."""
    shown = {one["measure"] for one in listed}
    for measure, place, _ in HEADLINES + [(SPENT_SO_FAR, "", "")]:
        if stored.has(measure) and measure not in shown:
            faults.append(f"page.outcomes: {measure} is in the file and not on the page")
    return [outcome(stored, one["measure"], one["place"]) for one in listed]


def comparison_part(stored, page):
    part = compared(stored, page.get("baseline", 0))
    if part is None:
        return None
    part["file"]["path"] = os.path.basename(stored.path)
    for outcome_of in part["outcomes"]:
        for over in outcome_of["by_month"] + outcome_of["by_design_point"]:
            over["comparisons"] = [{key: row[key] for key in EFFECT} for row in over["comparisons"]]
        if len(stored.design_points) > 50:
            outcome_of["by_design_point"] = []

    def with_rules(tree):
        if isinstance(tree, dict):
            return {key: bootstrap_rule(value) if key == "bootstrap" and isinstance(value, dict) else with_rules(value) for key, value in tree.items()}
        return [with_rules(value) for value in tree] if isinstance(tree, list) else tree
    for cost in part["costs"]:
        cost["bootstrap"] = bootstrap_rule(cost["bootstrap"], sized=False)
    return with_rules(part)


def bootstrap_rule(interval, sized=True):
    """Of a ratio no size is known beforehand."""
    lower, upper = interval["t"]
    return resampled(interval["estimate"], upper - lower if sized else None)


def expected_page(stored, page, kept_runs=None, organisations_at_most=1000):
    """(what the page should hold, faults found on the way)"""
    faults = []
    wanted = about(stored)
    check_residents(stored, page, faults)
    wanted["outcomes"] = listed_outcomes(stored, page["outcomes"], faults)
    wanted["further"] = [outcome(stored, one["measure"], one["place"]) for one in page.get("further", [])]
    wanted["places"] = [places(stored, one["measure"]) for one in page["places"]]
    wanted["districts"] = districts(stored)
    wanted["comparison"] = comparison_part(stored, page) if page["comparison"] else None
    factors = stored.is_experiment and stored.experiment["factors"]
    factors = factors and page["sensitivity"]
    wanted["sensitivity"] = sensitivity(stored, page, faults) if factors else None
    wanted["responses"] = responses(stored, page) if factors else None
    wanted["points"] = points(stored, page) if factors else None
    wanted["agents"] = agents(stored, page, faults, kept_runs, organisations_at_most)
    wanted["setup"] = setup(stored, page)
    wanted["answer"] = answer(stored, page, wanted)
    wanted["measures"] = {name: {"unit": stored.unit(name), "meaning": stored.meaning(name), "better": better(name)}
                          for name in page.get("measures", {}) if stored.has(name)}
    return wanted, faults
