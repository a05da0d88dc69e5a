"""The network of a run: python3 network.py RESULTS.h5 PICTURE.png [MONTH]

Organisations and their ties from `informal` upwards at one month of which the file keeps a snapshot (the last if none is
given): size by yearly revenue, colour by sector, width by level of the tie. Prints how many organisations are open, and the
mean number of formal ties, as the measure mean_degree_by_level has it."""
import sys

import matplotlib

matplotlib.use("Agg")
import h5netcdf
import matplotlib.pyplot as plt
import networkx
import numpy
import xarray

COLOURS = {"business": "#c97b1d", "nonprofit": "#2b6ca3", "government": "#7a4fa3", "community": "#3a8f5c"}


def meanings(variable):
    """Name of each number of an enumeration."""
    return dict(zip(variable.attrs["flag_values"].tolist(), variable.attrs["flag_meanings"].split()))


if len(sys.argv) not in (3, 4):
    sys.exit(__doc__)
try:
    results = xarray.open_dataset(sys.argv[1], engine="h5netcdf")
except (OSError, ValueError) as reason:
    sys.exit(f"{sys.argv[1]} can not be read as results: {reason}")
with h5netcdf.File(sys.argv[1], "r") as file:
    points = file["agents"].groups.items() if "agents" in file.groups else []
    runs = [f"agents/{point}/{replicate}" for point, replicates in points for replicate in replicates.groups]
if not runs:
    sys.exit(f"{sys.argv[1]} holds no organisations, as experiments do not. Run one of its runs again:\n"
             f"  tessera replay {sys.argv[1]} --point 0 --replicate 0 -o one.h5")
agents = xarray.open_dataset(sys.argv[1], engine="h5netcdf", group=runs[0])
kept = agents.snapshot.values.tolist()
if len(sys.argv) > 3 and sys.argv[3] not in map(str, kept):
    sys.exit(f"There is no snapshot of month {sys.argv[3]}; there are those of {', '.join(map(str, kept))}")
month = int(sys.argv[3]) if len(sys.argv) > 3 else kept[-1]
at = kept.index(month)
levels = meanings(agents.tie_level)
sectors = meanings(agents.organisation_sector)

network = networkx.Graph()
for row in numpy.flatnonzero(agents.organisation_active[at].values == 1):
    network.add_node(int(row), sector=sectors[int(agents.organisation_sector[row])],
                     revenue=float(agents.organisation_revenue_usd[row]))
ties = numpy.flatnonzero(agents.tie_snapshot.values == at)
ends = zip(agents.tie_a.values[ties], agents.tie_b.values[ties], agents.tie_level.values[ties])
for one, other, level in ends:
    if levels[int(level)] in ("informal", "formal", "formal_multiple") and one in network and other in network:
        network.add_edge(int(one), int(other), level=levels[int(level)])

formal = [tie for tie in network.edges if network.edges[tie]["level"].startswith("formal")]
print("month", month)
print("organisations", network.number_of_nodes())
print("formal ties per organisation", f"{2 * len(formal) / network.number_of_nodes():.9g}")

alone = list(networkx.isolates(network))
network.remove_nodes_from(alone)
place = networkx.spring_layout(network, seed=1, k=4 / numpy.sqrt(network.number_of_nodes()), iterations=150)
figure, axes = plt.subplots(figsize=(8, 8), constrained_layout=True)
for level, width, colour in (("informal", 0.4, "0.75"), ("formal", 0.8, "0.5"), ("formal_multiple", 1.6, "0.25")):
    of_level = [tie for tie in network.edges if network.edges[tie]["level"] == level]
    networkx.draw_networkx_edges(network, place, of_level, width=width, edge_color=colour, ax=axes, label=level.replace("_", ", "))
for sector, colour in COLOURS.items():
    rows = [row for row in network if network.nodes[row]["sector"] == sector]
    size = [12 * (network.nodes[row]["revenue"] / 1e5) ** 0.4 + 8 for row in rows]
    networkx.draw_networkx_nodes(network, place, rows, size, colour, linewidths=0.5, edgecolors="white", ax=axes, label=sector)
axes.legend(frameon=False, loc="lower left", markerscale=0.6)
axes.set_title(f"{results.attrs['title']}, month {month} ({len(alone)} organisations without such ties are not shown)", loc="left")
axes.axis("off")
figure.savefig(sys.argv[2], dpi=110)
