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
SNAPSHOT_FIELDS = ("money_usd", "staff_hours", "credibility", "visibility", "capability")


def or_none(month):
    return None if month == NEVER else int(month)


class Run:
    def __init__(self, agents, shown, faults, path):
        self.agents, self.faults, self.path = agents, faults, path
        self.rows = shown
        self.place = {row: k for k, row in enumerate(shown)}

    def place_or_none(self, row):
        return self.place.get(int(row))

    def organisations(self, listed):
        agents, rows = self.agents, np.array(self.rows)
        field = lambda name: agents[f"organisation_{name}"][rows]
        over_time = lambda name: agents[f"organisation_{name}"][:, rows]
        snapshots = range(len(agents.months))
        graphs = [formal_network(agents, s) for s in snapshots]
        inside = [anything_between(0, 1)] * len(rows)
        answer = {"of": agents["organisation_id"].size, "shown": len(rows), "row": self.rows,
                  "founded": field("founded_month"), "closed": [or_none(m) for m in field("closed_month")],
                  "x": inside, "y": inside, "active": over_time("active"),
                  "volunteers": agents["organisation_volunteers"].sum(axis=2)[:, rows],
                  "partners": [[g.degree(row) if row in g else 0 for row in self.rows] for g in graphs],
                  "community": [self.communities(g, listed["community"][s], s) for s, g in enumerate(graphs)]}
        for name in ("type", "sector", "district", "closure_reason", "revenue_usd"):
            answer[name] = field(name)
        for name in SNAPSHOT_FIELDS:
            answer[name] = over_time(name)
        return answer

    def communities(self, graph, listed, snapshot):
        """Every organisation with a formal tie is in one, others in none; none is torn in parts that know nobody."""
        for row, community in zip(self.rows, listed):
            tied = row in graph and graph.degree(row) > 0
            if (community >= 0) != tied:
                self.faults.append(f"{self.path}: organisation {row} in community {community} at snapshot {snapshot}")
        return listed

    def ties(self):
        agents, answer, counts = self.agents, [], []
        snapshot, level = agents["tie_snapshot"], agents["tie_level"]
        a, b = agents["tie_a"], agents["tie_b"]
        trust = agents["tie_trust_ab"], agents["tie_trust_ba"]
        for s in range(len(agents.months)):
            all_of = np.flatnonzero((snapshot == s) & (level >= INFORMATION))
            counts.append(int(all_of.size))
            here = [k for k in all_of if int(a[k]) in self.place and int(b[k]) in self.place]
            answer.append({"a": [self.place[int(a[k])] for k in here], "b": [self.place[int(b[k])] for k in here],
                           "level": level[here], "trust_ab": trust[0][here], "trust_ba": trust[1][here]})
        return answer, counts

    def partnerships(self, listed):
        agents, rows = self.agents, np.array(listed["row"], dtype=int)
        lead = agents["partnership_lead"][rows]
        people = [[[self.place_or_none(o), joined, left, reason] for o, joined, left, reason in members(agents, p)]
                  for p in rows]
        of = lambda name: agents[f"partnership_{name}"][rows]
        return {"row": list(range(agents["partnership_signed_month"].size)) if len(rows) else [],
                "lead": [None if o == NOBODY else self.place_or_none(o) for o in lead], "governance": of("governance"),
                "stage": of("stage"), "proposed": of("founded_month"), "signed": [or_none(m) for m in of("signed_month")],
                "ended": [or_none(m) for m in of("ended_month")], "end_reason": of("end_reason"),
                "purpose": of("purpose"), "members": people}

    def events(self):
        agents = self.agents
        who, which = agents["event_organisation"], agents["event_partnership"]
        here = [k for k in range(who.size) if who[k] < 0 or int(who[k]) in self.place]
        return {"month": agents["event_month"][here], "kind": agents["event_kind"][here],
                "organisation": [None if who[k] < 0 else self.place[int(who[k])] for k in here],
                "partnership": [None if which[k] < 0 else int(which[k]) for k in here]}

    def networks(self, listed, communities):
        answer = []
        for s, figures in enumerate(listed):
            graph = formal_network(self.agents, s)
            modularity = np.nan
            if len(self.rows) == self.agents["organisation_id"].size and graph.number_of_edges():
                groups = {}
                for row, community in zip(self.rows, communities[s]):
                    groups.setdefault(community if community >= 0 else ("alone", row), set()).add(row)
                parts = [group & set(graph) for group in groups.values() if group & set(graph)]
                modularity = networkx.algorithms.community.modularity(graph, parts)
            answer.append({**network_figures(graph), "communities": len({c for c in communities[s] if c >= 0}),
                           "modularity": modularity if np.isfinite(modularity) else figures["modularity"]})
        return answer

    def ends(self, listed):
        reasons = self.agents["partnership_end_reason"][self.agents["partnership_ended_month"] != NEVER]
        names = self.agents.meanings("partnership_end_reason")
        answer = [{"reason": one["reason"], "count": int((reasons == names.index(one["reason"])).sum())} for one in listed]
        if sum(one["count"] for one in answer) != reasons.size:
            self.faults.append(f"{self.path}.ends: {reasons.size} partnerships ended")
        return answer


def run_part(group, listed, faults, path):
    agents = StoredAgents(group)
    run = Run(agents, listed["organisations"]["row"], faults, path)
    ties, ties_of = run.ties()
    return {"months": agents.months, **{key: agents.meanings(field) for key, field in NAMES.items()},
            "organisations": run.organisations(listed["organisations"]), "ties": ties, "ties_of": ties_of,
            "partnerships": run.partnerships(listed["partnerships"]), "events": run.events(),
            "networks": run.networks(listed["networks"], listed["organisations"]["community"]),
            "survival": survival(agents), "ends": run.ends(listed["ends"])}


def agents(stored, page, faults, kept_runs=None):
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
        part = run_part(source.file[name], listed, faults, f"page.agents[{k}]")
        answer.append({"variant": stored.variant_of[point] if stored.is_experiment else 0, "point": point,
                       "replicate": replicate, "identical": True if stored.is_experiment else None, **part})
    return answer
