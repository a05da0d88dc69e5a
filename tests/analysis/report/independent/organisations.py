"""The part agents of DATA.md: organisations, ties and partnerships of one run, networks by networkx, Kaplan-Meier."""
import networkx
import numpy as np
from scipy import stats

from stored_runs import text

FORMAL, INFORMATION = 4, 2  # levels of collaboration
NEVER = -1
NOBODY = 4294967295


class StoredAgents:
    def __init__(self, group):
        self.group = group
        self.months = [int(m) for m in group["snapshot"][:]]

    def __getitem__(self, name):
        return self.group[name][:]

    def meanings(self, name):
        return text(self.group[name].attrs["flag_meanings"]).split()


def formal_network(agents, snapshot):
    """The open organisations (1; not founded yet is a fill value) and their formal ties, as a graph of rows."""
    graph = networkx.Graph()
    graph.add_nodes_from(np.flatnonzero(agents["organisation_active"][snapshot] == 1).tolist())
    here = (agents["tie_snapshot"] == snapshot) & (agents["tie_level"] >= FORMAL)
    for a, b in zip(agents["tie_a"][here].tolist(), agents["tie_b"][here].tolist()):
        if a in graph and b in graph:
            graph.add_edge(a, b)
    return graph


def network_figures(graph):
    n = graph.number_of_nodes()
    parts = [len(c) for c in networkx.connected_components(graph)]
    pairs = sum(degree * (degree - 1) for _, degree in graph.degree)
    return {"organisations": n, "ties": graph.number_of_edges(),
            "mean_degree": 2 * graph.number_of_edges() / n if n else np.nan,
            "clustering": networkx.transitivity(graph) if pairs else np.nan, "largest_component": max(parts) / n if parts else np.nan}


def survival(agents):
    """Kaplan-Meier from signing at the months in which any ended, from 0; Greenwood's interval in log(-log)."""
    last = agents.months[-1]
    started, ended = agents["partnership_signed_month"], agents["partnership_ended_month"]
    whole = started != NEVER
    age = np.where(ended == NEVER, last, ended)[whole] - started[whole]
    over = (ended != NEVER)[whole]
    answer = {name: [] for name in ("age_months", "share", "lower", "upper", "at_risk")}
    share, greenwood = 1.0, 0.0
    for month in range(int(age.max()) + 1 if age.size else 0):
        at_risk, ends = int((age >= month).sum()), int((over & (age == month)).sum())
        if month > 0 and ends == 0:
            continue
        share *= 1 - ends / at_risk
        greenwood = greenwood + ends / (at_risk * (at_risk - ends)) if at_risk > ends else np.inf
        lower = upper = share
        if 0 < share < 1:
            half = stats.norm.ppf(0.975) * np.sqrt(greenwood) / abs(np.log(share))
            lower, upper = share ** np.exp(half), share ** np.exp(-half)
        for name, value in zip(answer, (month, share, lower, upper, at_risk)):
            answer[name].append(value)
    return {**answer, "until_months": int(age.max()) if age.size else 0}


def members(agents, partnership):
    rows = np.flatnonzero(agents["membership_partnership"] == partnership)
    none = lambda month: None if month == NEVER else int(month)
    return [[int(agents["membership_organisation"][k]), int(agents["membership_joined_month"][k]),
             none(agents["membership_left_month"][k]), int(agents["membership_leave_reason"][k])] for k in rows]
