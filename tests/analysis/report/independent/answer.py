"""The part answer of DATA.md: the numbers beside each fact, from the parts they are about as they were computed here."""
import numpy as np

from effects import mean_known, t_interval
from outcomes import complete_values

CLEAR = 0.05  # p by Holm


def answer(stored, page, wanted):
    return [FACTS[fact["say"]](stored, fact, page, wanted) for fact in page["answer"]]


def one_run(stored, fact, page, wanted):
    return {}


def count(wanted, state):
    return sum(variant["runs"][state] for variant in wanted["variants"])


def not_run(stored, wanted):
    """Replicates that a rule did not ask for are not missing."""
    by_rule = stored.is_experiment and not stored.experiment["replicates"]["fixed"]
    return 0 if by_rule else count(wanted, "not_run")


def runs(stored, fact, page, wanted):
    complete = count(wanted, "complete")
    design = wanted["design"]
    return {"points": design["points_run"], "points_of": design["points_in_all"], "complete": complete, "of": complete + count(wanted, "failed") + count(wanted, "stopped") + not_run(stored, wanted),
            "replicates": stored.replicates, "variants": len(stored.variants), "months": stored.months[-1]}


def part(stored, fact, page, wanted):
    return {"shard": stored.attributes["shard"]}


def missing(stored, fact, page, wanted):
    return {"failed": count(wanted, "failed"), "not_run": not_run(stored, wanted), "stopped": count(wanted, "stopped")}


def level(stored, fact, page, wanted):
    end = next(one for one in wanted["outcomes"] if (one["measure"], one["place"]) == (fact["measure"], fact["place"]))["at_end"][0]
    return {name: end[name] for name in ("mean", "lower", "upper")}


def change(stored, fact, page, wanted):
    values = complete_values(stored, fact["measure"], fact["place"])[0, 0]
    first = [k for k, month in enumerate(stored.months) if 1 <= month <= 12]
    before, after = mean_known(values[:, first], axis=-1), mean_known(values[:, stored.window()], axis=-1)
    both = np.isfinite(before) & np.isfinite(after)
    difference, lower, upper, _ = t_interval((after - before)[both])
    return {"from": before[both].mean(), "to": after[both].mean(), "from_months": [stored.months[first[0]], stored.months[first[-1]]],
            "to_months": [stored.months[stored.window()[0]], stored.months[-1]], "difference": difference, "lower": lower, "upper": upper}


def row_of(rows, stored, fact):
    return next(row for row in rows if row["variant"] == stored.variants[fact["variant"]])


def effect(stored, fact, page, wanted):
    outcome = next(one for one in wanted["comparison"]["outcomes"] if one["measure"] == fact["measure"])
    row, direction = row_of(outcome["overall"], stored, fact), outcome["better"]
    up = row["difference"] > 0
    say = ("more" if up else "less") if direction == "neither" else "better" if up == (direction == "higher") else "worse"
    return {"say": say if row["p_holm"] < CLEAR else "not clear", "variant": fact["variant"],
            **{name: row[name] for name in ("difference", "lower", "upper", "baseline_mean", "mean", "p_holm")}}


def no_clear_change(stored, fact, page, wanted):
    unclear = [one["measure"] for one in wanted["comparison"]["outcomes"]
               if not row_of(one["overall"], stored, fact)["p_holm"] < CLEAR]
    return {"variant": fact["variant"], "measures": unclear}


def groups(stored, fact, page, wanted):
    sign = 1 if fact["say"] == "groups_gain" else -1
    places = []
    for subgroup in wanted["comparison"]["subgroups"]:
        row = row_of(subgroup["overall"], stored, fact)
        if subgroup["measure"] == f"coverage_by_{fact['axis']}" and row["p_holm"] < CLEAR and sign * row["difference"] > 0:
            places.append(subgroup["place"])
    return {"variant": fact["variant"], "places": places}


def cost(stored, fact, page, wanted):
    costs = [one for one in wanted["comparison"]["costs"] if one["measure"] == fact["measure"]]
    ratio = row_of(costs, stored, fact)["ratio"]
    between = ratio["set"] == "between"
    return {"variant": fact["variant"], "ratio": ratio["estimate"], "lower": ratio["lower"] if between else None,
            "upper": ratio["upper"] if between else None}


def spending(stored, fact, page, wanted):
    row = row_of(wanted["comparison"]["spending"], stored, fact)
    return {"variant": fact["variant"], **{name: row[name] for name in ("difference", "lower", "upper")}}


def best(stored, fact, page, wanted):
    first = next(one for one in wanted["comparison"]["outcomes"] if one["measure"] == fact["measure"])["ranking"][0]
    place = stored.variants.index
    return {"variants": [place(first["variant"])] + [place(name) for name in first["not_told_apart_from"]]}


def outcome_of(fact, page, wanted):
    return next(one for one in wanted["sensitivity"]["outcomes"]
                if one["measure"] == fact["measure"] and one["variant"] == page["baseline"])


def decides(stored, fact, page, wanted):
    outcome = outcome_of(fact, page, wanted)
    paths = [factor["path"] for factor in wanted["sensitivity"]["factors"]]
    listed = next(one for one in page["sensitivity"]["outcomes"]
                  if one["measure"] == fact["measure"] and one["variant"] == page["baseline"])
    names = [one["index"] for one in listed["indices"]]
    value = {row["factor"]: row["value"] for row, name in zip(outcome["indices"], names) if name == fact["index"]}
    return {"values": [value[paths.index(path)] for path in fact["factors"]]}


def noise(stored, fact, page, wanted):
    return {"share": outcome_of(fact, page, wanted)["noise_share"]}


FACTS = {"one_run": one_run, "runs": runs, "part": part, "missing": missing, "level": level, "change": change, "better": effect,
         "worse": effect, "more": effect, "less": effect, "no_clear_change": no_clear_change, "groups_gain": groups,
         "groups_lose": groups, "cost": cost, "spending": spending, "best": best, "decides": decides, "noise": noise}
