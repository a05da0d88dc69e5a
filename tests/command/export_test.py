"""Networks and tables that `tessera export` wrote, read by other people's programs, against the results file they came from.
Arguments: a results file, the folder of exports. Exit 77 if a module is missing."""
import csv
import math
import os
import re
import sys

try:
    import h5py
    import igraph
    import networkx as nx
    import numpy as np
except ImportError as missing:
    print(missing)
    sys.exit(77)

path, folder = sys.argv[1], sys.argv[2]
LEVELS = ["none", "contact", "information", "informal", "formal", "formal_multiple"]
ALLOWED = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def exported(name):
    return os.path.join(folder, name)


def texts(dataset):
    return [value.decode("utf-8", "replace") for value in dataset[()]]


def near(one, other):
    return (math.isnan(one) and math.isnan(other)) or abs(one - other) <= 1e-9 * max(1.0, abs(other))


def check(name, one, other):
    assert near(one, other), f"{name}: {one} here, {other} in the file"


class Arrays(dict):
    """Datasets of a group by name, each read once."""

    def __init__(self, group):
        super().__init__()
        self.group = group

    def __missing__(self, name):
        self[name] = self.group[name][()]
        return self[name]


root = h5py.File(path, "r")
file = Arrays(root)
agents = Arrays(root["agents/point_0/replicate_0"])
snapshots = [int(month) for month in agents["snapshot"]]
names = texts(agents["organisation_name"])
months = [int(month) for month in file["month"]]


def measure(name, month, place=()):
    return float(file[name][(0, 0, months.index(month)) + place])


def open_rows(month):
    return [row for row, active in enumerate(agents["organisation_active"][snapshots.index(month)]) if active == 1]


def stored_ties(month):
    """(a, b) -> row, of ties between organisations that are open."""
    index, here = snapshots.index(month), set(open_rows(month))
    rows = np.flatnonzero(agents["tie_snapshot"][()] == index)
    pairs = {(int(agents["tie_a"][row]), int(agents["tie_b"][row])): int(row) for row in rows}
    return {pair: row for pair, row in pairs.items() if pair[0] in here and pair[1] in here}


def at_least(graph, level):
    chosen = nx.Graph()
    chosen.add_nodes_from(graph)
    chosen.add_edges_from((a, b) for a, b, data in graph.edges(data=True) if data["level_number"] >= level)
    return chosen


def check_structure(graph, month):
    """Degrees at every level, and clustering and components of formal ties, are those that the run measured."""
    count = graph.number_of_nodes()
    for level, label in enumerate(LEVELS):
        degrees = [degree for _, degree in at_least(graph, level).degree()]
        check(f"mean degree, {label}, {month}", sum(degrees) / count, measure("mean_degree_by_level", month, (level,)))
        check(f"isolated, {label}, {month}", degrees.count(0) / count, measure("isolated_share_by_level", month, (level,)))
        check(f"density, {label}, {month}", nx.density(at_least(graph, level)), measure("density_by_level", month, (level,)))
    formal = at_least(graph, LEVELS.index("formal"))
    if formal.number_of_edges() == 0:
        return 0
    triples = sum(degree * (degree - 1) for _, degree in formal.degree())
    if triples:
        check(f"clustering, {month}", nx.transitivity(formal), measure("clustering", month))
        local = nx.clustering(formal, [node for node, degree in formal.degree() if degree > 1])
        check(f"local clustering, {month}", sum(local.values()) / len(local), measure("clustering_local", month))
    largest = max(len(part) for part in nx.connected_components(formal))
    check(f"largest component, {month}", largest / count, measure("largest_component", month))
    return formal.number_of_edges()


def check_graphml(month):
    graph = nx.read_graphml(exported(f"ties_{month}.graphml"))
    assert not graph.is_directed() and not graph.is_multigraph()
    assert graph.graph["month"] == month, graph.graph
    assert sorted(data["row"] for _, data in graph.nodes(data=True)) == open_rows(month)
    for node, data in graph.nodes(data=True):
        row = data["row"]
        assert node == f"o{row}" and data["name"] == ALLOWED.sub("\ufffd", names[row]), (data, names[row])
        assert data["money_usd"] == agents["organisation_money_usd"][snapshots.index(month), row]
        assert data["revenue_usd"] == agents["organisation_revenue_usd"][row]
        assert data["volunteers"] == agents["organisation_volunteers"][snapshots.index(month), row].sum()
        assert data["sector"] in ("business", "nonprofit", "government", "community")
        assert data["district"].startswith("district_")
    ties = stored_ties(month)
    assert graph.number_of_edges() == len(ties)
    for (a, b), row in ties.items():
        data = graph.edges[f"o{a}", f"o{b}"]
        assert data["level"] == LEVELS[agents["tie_level"][row]] and data["level_number"] == agents["tie_level"][row]
        assert data["trust_ab"] == agents["tie_trust_ab"][row] and data["trust_ba"] == agents["tie_trust_ba"][row]
        assert data["partnerships_in_common"] == agents["tie_common"][row]
        assert data["joint_hours"] == agents["tie_joint_hours"][row]
    formal_edges = check_structure(graph, month)
    twin = igraph.Graph.Read_GraphML(exported(f"ties_{month}.graphml"))
    assert twin.vcount() == graph.number_of_nodes() and twin.ecount() == graph.number_of_edges()
    formal = twin.subgraph_edges(twin.es.select(level_number_ge=4), delete_vertices=False)
    assert formal.ecount() == formal_edges
    check("igraph mean degree", 2 * formal.ecount() / formal.vcount(), measure("mean_degree_by_level", month, (4,)))
    if formal_edges:
        check("igraph largest component", max(formal.connected_components().sizes()) / formal.vcount(), measure("largest_component", month))
    only_formal = nx.read_graphml(exported(f"formal_{month}.graphml"))
    assert only_formal.number_of_edges() == formal_edges
    assert set(only_formal) == set(graph)
    return formal_edges


def spells_of(data):
    return [(float(start), float(end)) for start, end in data["spells"]]


def there(data, month):
    return any(start <= month <= end for start, end in spells_of(data))


def value_at(values, month):
    found = [value for value, start, end in values if float(start) <= month <= float(end)]
    assert len(found) == 1, (values, month)
    return found[0]


def check_gexf():
    graph = nx.read_gexf(exported("ties.gexf"))
    closed = agents["organisation_closed_month"][()]
    founded = agents["organisation_founded_month"][()]
    for node, data in graph.nodes(data=True):
        row = data["row"]
        assert data["label"] == ALLOWED.sub("\ufffd", names[row])
        last = snapshots[-1] if closed[row] == -1 else closed[row] - 1
        assert spells_of(data) == [(max(founded[row], 0), last)], (spells_of(data), founded[row], closed[row])
    for month in snapshots:
        here = {data["row"] for _, data in graph.nodes(data=True) if there(data, month)}
        assert here == set(open_rows(month)), month
        ties = stored_ties(month)
        seen = {tuple(sorted((int(a[1:]), int(b[1:])))): data for a, b, data in graph.edges(data=True) if there(data, month)}
        assert set(seen) == {pair for pair, row in ties.items() if agents["tie_level"][row] >= 1}, month
        for pair, data in seen.items():
            assert value_at(data["level_number"], month) == agents["tie_level"][ties[pair]]
            assert value_at(data["trust_ab"], month) == agents["tie_trust_ab"][ties[pair]]
    static = nx.read_gexf(exported(f"ties_{snapshots[-1]}.gexf"))
    assert static.number_of_nodes() == len(open_rows(snapshots[-1]))
    assert all("spells" not in data for _, data in static.nodes(data=True))


def check_memberships():
    month = snapshots[-1]
    graph = nx.read_graphml(exported("memberships.graphml"))
    joined, left = agents["membership_joined_month"][()], agents["membership_left_month"][()]
    ended = agents["partnership_ended_month"][()]
    pairs = {(f"o{agents['membership_organisation'][k]}", f"p{agents['membership_partnership'][k]}")
             for k in range(len(joined)) if left[k] == -1 and ended[agents["membership_partnership"][k]] == -1}
    assert pairs and {tuple(sorted(edge)) for edge in graph.edges()} == pairs
    sides = {node: data["bipartite"] for node, data in graph.nodes(data=True)}
    assert nx.is_bipartite(graph) and all(sides[a] != sides[b] for a, b in graph.edges())
    live = [node for node, data in graph.nodes(data=True) if data["kind"] == "partnership"]
    check("partnerships", len(live), sum(1 for month in ended if month == -1))
    over_time = nx.read_gexf(exported("memberships.gexf"))
    assert sum(1 for _, data in over_time.nodes(data=True) if data["kind"] == "partnership") >= len(live)
    assert {tuple(sorted(edge[:2])) for edge in over_time.edges(data=True) if there(edge[2], month)} == pairs


def rows_of(name):
    with open(exported(name), newline="", encoding="utf-8", errors="replace") as lines:
        return list(csv.DictReader(lines, strict=True))


def number(text):
    return float(text) if text else math.nan


axes = {}


def axis_of(name):
    if name not in axes:
        axes[name] = texts(root[name].dims[3][0])
    return axes[name]


def check_tables():
    rows = rows_of("measures.csv")
    assert len(rows) == 2 * len(months)
    for row in rows:
        place = (0, int(row["replicate"]), months.index(int(row["month"])))
        for column, text in row.items():
            if column in ("point", "replicate", "month"):
                continue
            name, _, label = column.partition(".")
            if label:
                value = file[name][place + (axis_of(name).index(label),)]
            else:
                value = file[name][place]
            assert number(text) == value or (math.isnan(value) and text == ""), (column, text, value)
    organisations = rows_of("organisations.csv")
    assert len(organisations) == sum(sum(founded <= month for founded in agents["organisation_founded_month"]) for month in snapshots)
    for row in organisations:
        k, index = int(row["row"]), snapshots.index(int(row["month"]))
        assert row["name"] == names[k]
        assert int(row["id"]) == int(agents["organisation_id"][k])
        assert float(row["money_usd"]) == agents["organisation_money_usd"][index, k]
        assert float(row["mission_food"]) == agents["organisation_mission"][k, 0]
        assert float(row["expertise_food_2"]) == agents["organisation_expertise"][index, k, 0, 1]
        assert row["closed_month"] == ("" if agents["organisation_closed_month"][k] == -1 else str(agents["organisation_closed_month"][k]))
    ties = rows_of("ties.csv")
    assert len(ties) == sum(len(stored_ties(month)) for month in snapshots)
    partnerships = rows_of("partnerships.csv")
    assert [int(row["founded_month"]) for row in partnerships] == list(agents["partnership_founded_month"])
    assert all(row["stage"] in ("forming", "active", "under_review", "dissolved") for row in partnerships)
    assert len(rows_of("memberships.csv")) == len(agents["membership_organisation"])
    assert all(row["organisation_name"] == names[int(row["organisation"])] for row in rows_of("memberships.csv"))
    assert len(rows_of("events.csv")) == len(agents["event_month"])
    assert len(rows_of("grants.csv")) == len(agents["grant_month"])


formal_edges = [check_graphml(month) for month in snapshots]
assert max(formal_edges) > 5, "a test of networks needs formal ties"
check_gexf()
check_memberships()
check_tables()
