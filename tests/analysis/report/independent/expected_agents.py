"""What the part agents of DATA.md should hold of a run with its organisations. Which organisations are shown, where they are
drawn and which communities they form is the page's own choice: their rules are checked, all else is computed."""
import networkx
import numpy as np

from organisations import (INFORMATION, NEVER, NOBODY, StoredAgents, formal_network, members, network_figures,
                           survival)
from rules import anything_between

NAMES = {"types": "organisation_type", "sectors": "organisation_sector", "governance": "partnership_governance",
         "stages": "partnership_stage", "levels": "tie_level", "end_reasons": "partnership_end_reason",
         "closure_reasons": "organisation_closure_reason", "event_kinds": "event_kind"}
DIGITS = {"money_usd": 4, "staff_hours": 4, "credibility": 3, "visibility": 3, "capability": 3}  # of fields by snapshot
MOST_TIES = 4000  # of a snapshot on the page


def or_none(month):
    return None if month == NEVER else int(month)


def rounded(values, digits):
    """As they stand in the data: to so many significant digits."""
    return [float(f"{value:.{digits}g}") for value in np.asarray(values, dtype=float)]


def largest(agents, at_most):
    """Rows of the largest by yearly revenue, of equals the first."""
    order = np.argsort(-agents["organisation_revenue_usd"], kind="stable")
    return sorted(int(row) for row in order[:at_most])


class Run:
    def __init__(self, agents, shown, faults, path):
        self.agents, self.faults, self.path = agents, faults, path
        self.rows = shown
        self.place = {row: k for k, row in enumerate(shown)}
        organisation, partnership = agents["membership_organisation"], agents["membership_partnership"]
        seen = [int(p) for o, p in zip(organisation, partnership) if int(o) in self.place]
        self.partnership_rows = sorted(set(seen))
        self.partnership_place = {row: k for k, row in enumerate(self.partnership_rows)}

    def place_or_none(self, row):
        return self.place.get(int(row))

    def organisations(self, listed):
        agents, rows = self.agents, np.array(self.rows)
        field = lambda name: agents[f"organisation_{name}"][rows]
        active = (agents["organisation_active"][:, rows] == 1).astype(int)  # a fill value is not yet founded
        where_open = lambda values, digits: [[value if is_open else None for value, is_open in zip(rounded(row, digits), open_row)]
                                             for row, open_row in zip(values, active)]
        snapshots = range(len(agents.months))
        graphs = [formal_network(agents, s) for s in snapshots]
        inside = [anything_between(0, 1)] * len(rows)
        answer = {"of": agents["organisation_id"].size, "shown": len(rows), "row": self.rows,
                  "founded": field("founded_month"), "closed": [or_none(m) for m in field("closed_month")],
                  "x": inside, "y": inside, "active": active,
                  "volunteers": where_open(agents["organisation_volunteers"].sum(axis=2)[:, rows], 6),
                  "partners": [[g.degree(row) if row in g else 0 for row in self.rows] for g in graphs],
                  "community": [self.communities(g, listed["community"][s], s) for s, g in enumerate(graphs)]}
        for name in ("type", "sector", "district", "closure_reason", "revenue_usd"):
            answer[name] = field(name)
        for name, digits in DIGITS.items():
            answer[name] = where_open(agents[f"organisation_{name}"][:, rows], digits)
        return answer

    def communities(self, graph, listed, snapshot):
        """Every organisation with a formal tie is in one, others in none; none is torn in parts that know nobody."""
        for row, community in zip(self.rows, listed):
            tied = row in graph and graph.degree(row) > 0
            if (community >= 0) != tied:
                self.faults.append(f"{self.path}: organisation {row} in community {community} at snapshot {snapshot}")
        return listed

    def ties(self):
        """(least level, [snapshot] ties among open organisations shown, [snapshot] how many of all from information on)"""
        agents = self.agents
        a, b, level, snapshot = (agents[f"tie_{name}"] for name in ("a", "b", "level", "snapshot"))
        active = agents["organisation_active"] == 1
        is_open = active[snapshot, a] & active[snapshot, b]
        seen = is_open & np.isin(a, self.rows) & np.isin(b, self.rows)
        snapshots = range(len(agents.months))
        least = INFORMATION
        while least < 5 and any((seen & (snapshot == s) & (level >= least)).sum() > MOST_TIES for s in snapshots):
            least += 1
        counts = [int((is_open & (snapshot == s) & (level >= INFORMATION)).sum()) for s in snapshots]
        answer = []
        for s in snapshots:
            here = np.flatnonzero(seen & (snapshot == s) & (level >= least))
            answer.append({"a": [self.place[int(x)] for x in a[here]], "b": [self.place[int(x)] for x in b[here]],
                           "level": level[here], "trust_ab": rounded(agents["tie_trust_ab"][here], 2),
                           "trust_ba": rounded(agents["tie_trust_ba"][here], 2)})
        return least, answer, counts

    def partnerships(self):
        """Those that any organisation shown was ever in."""
        agents, rows = self.agents, np.array(self.partnership_rows, dtype=int)
        lead = agents["partnership_lead"][rows]
        people = [[[self.place_or_none(o), joined, left, reason] for o, joined, left, reason in members(agents, p)]
                  for p in rows]
        of = lambda name: agents[f"partnership_{name}"][rows]
        return {"row": self.partnership_rows,
                "lead": [None if o == NOBODY else self.place_or_none(o) for o in lead], "governance": of("governance"),
                "stage": of("stage"), "proposed": of("founded_month"), "signed": [or_none(m) for m in of("signed_month")],
                "ended": [or_none(m) for m in of("ended_month")], "end_reason": of("end_reason"),
                "purpose": [rounded(row, 3) for row in of("purpose")], "members": people}

    def events(self):
        agents = self.agents
        who, which = agents["event_organisation"], agents["event_partnership"]
        here = [k for k in range(who.size) if (who[k] < 0 or int(who[k]) in self.place) and
                (which[k] < 0 or int(which[k]) in self.partnership_place)]
        return {"month": agents["event_month"][here], "kind": agents["event_kind"][here],
                "organisation": [None if who[k] < 0 else self.place[int(who[k])] for k in here],
                "partnership": [None if which[k] < 0 else self.partnership_place[int(which[k])] for k in here]}

    def networks(self, listed, communities):
        """Figures of all open organisations; how many communities and how well they part only where all are shown."""
        answer, all_shown = [], len(self.rows) == self.agents["organisation_id"].size
        for s, figures in enumerate(listed):
            graph = formal_network(self.agents, s)
            count, modularity = figures["communities"], figures["modularity"]
            if all_shown:
                groups = {}
                for row, community in zip(self.rows, communities[s]):
                    if community >= 0:
                        groups.setdefault(community, set()).add(row)
                count = len(groups)
                alone = [{row} for row in graph if graph.degree(row) == 0]
                parted = networkx.algorithms.community.modularity
                modularity = parted(graph, list(groups.values()) + alone) if graph.number_of_edges() else np.nan
            answer.append({**network_figures(graph), "communities": count, "modularity": modularity})
        return answer

    def ends(self):
        reasons = self.agents["partnership_end_reason"][self.agents["partnership_ended_month"] != NEVER]
        names = self.agents.meanings("partnership_end_reason")
        counts = sorted((-int((reasons == k).sum()), k) for k in range(len(names)) if (reasons == k).any())
        return [{"reason": names[k], "count": -minus} for minus, k in counts]


def run_part(group, listed, faults, path, at_most):
    agents = StoredAgents(group)
    run = Run(agents, largest(agents, at_most), faults, path)
    least_level, ties, ties_of = run.ties()
    return {"months": agents.months, **{key: agents.meanings(field) for key, field in NAMES.items()},
            "organisations": run.organisations(listed["organisations"]), "ties": ties, "ties_of": ties_of,
            "least_level": least_level, "partnerships": run.partnerships(), "events": run.events(),
            "networks": run.networks(listed["networks"], listed["organisations"]["community"]),
            "survival": survival(agents), "ends": run.ends()}


def agents(stored, page, faults, kept_runs=None, at_most=1000):
    """kept_runs: {point: stored run} of an experiment's runs that were run again and kept."""
    answer = []
    for k, listed in enumerate(page["agents"]):
        point, replicate = listed["point"], listed["replicate"]
        source = stored if not stored.is_experiment else (kept_runs or {}).get(point)
        if source is None:
            faults.append(f"page.agents[{k}]: there is no run of point {point} to hold it against")
            answer.append(listed)
            continue
        name = f"agents/point_{point}/replicate_{replicate}" if f"agents/point_{point}/replicate_{replicate}" in source.file else "agents/point_0/replicate_0"
        part = run_part(source.file[name], listed, faults, f"page.agents[{k}]", at_most)
        answer.append({"variant": stored.variant_of[point] if stored.is_experiment else 0, "point": point,
                       "replicate": replicate, "identical": True if stored.is_experiment else None, **part})
    return answer
