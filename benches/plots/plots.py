"""A function for each plot, which takes the rows of the tables that it shows; run by benches/plots/draw."""

import pathlib
import re

import matplotlib
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

BENCHES = pathlib.Path(__file__).resolve().parent.parent
PAGES = [BENCHES / "README.md", BENCHES / "LOAD.md", BENCHES / "peers/README.md"]
TABLE = re.compile(r"^\| (.+) \|\n\|[-:| ]+\|\n((?:\|.+\|\n)+)", re.MULTILINE)
OURS, OTHER, FAINT, GRID = "#1f6f8b", "#848a94", "#c9cdd3", "#dfe2e6"
COLOURS = {"JSON": "#b3541e", "binary": OURS}
NAMES = {"json": "JSON", "ndjson": "NDJSON", "postcard": "binary"}
STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "registertoets",
    "font.sans-serif": ["DejaVu Sans", "Verdana"],
    "font.size": 9,
    "axes.titlesize": 10,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "grid.color": GRID,
    "grid.linewidth": 0.6,
    "legend.frameon": False,
}


def table(beginning):
    """The rows of the one table in the pages whose line of heads begins so, each a list of cells."""
    found = [rows for page in PAGES for heads, rows in TABLE.findall(page.read_text()) if heads.startswith(beginning)]
    assert len(found) == 1, f"{len(found)} tables in the pages begin with: {beginning}"
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in found[0].splitlines()]


def number(cell):
    return float(re.match(r"[\d.,]+", cell)[0].replace(",", ""))


def microseconds(cell):
    return number(cell) * {"ns": 1e-3, "µs": 1}[cell.split()[1]]


def panels(count, height, **options):
    """A figure, and as many axes side by side."""
    figure = Figure(figsize=(9.3, height), layout="constrained")
    return figure, figure.subplots(1, count, squeeze=False, **options)[0]


def decades(axis):
    """Powers of ten along a logarithmic axis, written as plain numbers."""
    axis.set_major_locator(LogLocator())
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}" if value >= 1 else f"{value:g}"))


def straight(plot, counts, times):
    """What is linear from the first to the last: bent, on logarithmic scales, by what does not grow."""
    first, last = counts[0], counts[-1]
    slope = (times[-1] - times[0]) / (last - first)
    between = [first * (last / first) ** (step / 60) for step in range(61)]
    plot.plot(between, [times[0] + slope * (count - first) for count in between], color="black", linewidth=1, dashes=(3, 3))


def growth(activities, records):
    figure, axes = panels(2, 3.9)
    for plot, rows, title, across, up in [
        (axes[0], activities, "CPU time a dossier by its activities", "activities", "µs"),
        (axes[1], records, "CPU time of a register by its records", "records", "s"),
    ]:
        counts = [number(row[0]) for row in rows]
        for column, (name, colour) in enumerate(COLOURS.items(), 1):
            times = [number(row[column]) for row in rows]
            plot.plot(counts, times, color=colour, marker="o", markersize=5, linewidth=2, label=name)
            straight(plot, counts, times)
        plot.set(title=title, xlabel=f"{across}; dashed: linear from the first to the last", ylabel=up)
        plot.grid()
        plot.legend(loc="upper left")
    axes[0].set_xticks([number(row[0]) for row in activities])
    axes[0].set_ylim(bottom=0)
    axes[1].set(xscale="log", yscale="log")
    decades(axes[1].xaxis)
    decades(axes[1].yaxis)
    return figure


def bars(title, across, named, meaning):
    """A bar for each name, the cell of its time, and its colour, on a logarithmic scale; what the colours mean."""
    figure, (plot,) = panels(1, 0.9 + 0.26 * len(named))
    names, cells, colours = zip(*named)
    times = [microseconds(cell) for cell in cells]
    drawn = plot.barh(names, times, color=colours, height=0.7)
    plot.bar_label(drawn, cells, padding=4)
    plot.set(title=title, xlabel=across, xscale="log", xlim=(min(times) / 2, max(times) * 3))
    plot.invert_yaxis()
    plot.tick_params(axis="y", length=0)
    decades(plot.xaxis)
    plot.grid(axis="x")
    plot.legend(handles=[Patch(color=colour, label=label) for colour, label in meaning.items()], loc="best")
    return figure


def peers(rows):
    def colour(program, verdicts):
        return OURS if program.startswith("Registertoets") else FAINT if verdicts == "gives none" else OTHER
    named = [(row[0].replace("`", ""), row[2], colour(row[0], row[-1])) for row in rows]
    meaning = {OURS: "Registertoets", OTHER: "the same rules in other programs", FAINT: "read, and judge nothing"}
    return bars("CPU time a dossier by program", "µs, on a logarithmic scale", named, meaning)


def parts(rows):
    named = [(part, time, OTHER if "serde_json" in part else OURS) for part, time in rows]
    meaning = {OURS: "Registertoets", OTHER: "serde_json for the same"}
    return bars("Time of a part, a dossier", "µs, on a logarithmic scale", named, meaning)


def grouped(plot, groups, series, told, horizontal=False):
    """Bars side by side for each group: series has their values by label and colour, told says what is written at them."""
    wide = 0.87 / len(series)
    for nth, ((label, colour), values) in enumerate(series.items()):
        places = [group + (nth - (len(series) - 1) / 2) * wide for group in range(len(groups))]
        draw = plot.barh if horizontal else plot.bar
        drawn = draw(places, values, wide * 0.92, color=colour, label=label)
        plot.bar_label(drawn, [told(group, value) for group, value in enumerate(values)], padding=3, fontsize=7.5)
    (plot.set_yticks if horizontal else plot.set_xticks)(range(len(groups)), groups)
    plot.tick_params(axis="y" if horizontal else "x", length=0)
    plot.grid(axis="x" if horizontal else "y")


def threads(rows):
    figure, (plot,) = panels(1, 3.2)
    one = [number(row[1]) for row in rows]
    series = {
        ("one core", OTHER): one,
        ("two cores", OURS): [number(row[2]) for row in rows],
        ("two programs, one core each", FAINT): [number(row[4]) * of_one for row, of_one in zip(rows, one)],
    }
    told = lambda group, value: f"{value:,.0f} (× {value / one[group]:.2f})"
    grouped(plot, [row[0] for row in rows], series, told, horizontal=True)
    plot.invert_yaxis()
    plot.margins(x=0.16)
    plot.set(title="What a second core gains", xlabel="records/s")
    plot.xaxis.set_major_formatter("{x:,.0f}")
    plot.legend(loc="center right")
    return figure


def beside(rows):
    figure, axes = panels(2, 3.4)
    groups = [f"{NAMES[row[0]]}\nbulk: {NAMES[row[1]]}" for row in rows]
    labels = [("alone", FAINT), ("beside a bulk", OURS), ("beside another process's", OTHER)]
    titles = [("Half of the single requests within (p50)", 2), ("99 of 100 within (p99)", 5)]
    for plot, (title, first) in zip(axes, titles):
        series = {label: [number(row[first + nth]) for row in rows] for nth, label in enumerate(labels)}
        grouped(plot, groups, series, lambda _, value: f"{value:.2f}")
        plot.set(title=title, ylabel="ms")
        plot.margins(y=0.25)
        plot.legend(loc="upper left", ncols=3, fontsize=8)
    return figure


def rates(rows):
    """At the rates asked, joined; as answers come, apart, at the rate that was reached."""
    figure, axes = panels(2, 3.9, sharey=True)
    for plot, (name, colour) in zip(axes, COLOURS.items()):
        *paced, unpaced = [row for row in rows if NAMES[row[0]] == name]
        for column, part, alpha in [(5, "p99.9", 0.35), (4, "p99", 0.65), (3, "p50", 1)]:
            look = {"color": colour, "alpha": alpha, "marker": "o", "markersize": 5}
            asked, times = [number(row[1]) for row in paced], [number(row[column]) for row in paced]
            plot.plot(asked, times, linewidth=2, label=part, **look)
            plot.plot([number(unpaced[2])], [number(unpaced[column])], linestyle="none", markerfacecolor="white", **look)
        plot.set(title=f"Time to answer, {name}", xlabel="requests/s asked; hollow: as answers come", xscale="log", yscale="log")
        plot.set_xticks(asked, [row[1] for row in paced])
        plot.set_xticks([], minor=True)
        plot.margins(y=0.2)
        decades(plot.yaxis)
        plot.grid()
        plot.legend(loc="upper left", ncols=3)
    axes[0].set_ylabel("ms")
    return figure


# the plots, and how the heads of the tables begin that each shows
PLOTS = {
    growth: ["activities | JSON, µs a dossier | binary, µs a dossier", "records | JSON, s | binary, s"],
    peers: ["program | does | CPU a dossier, best"],
    parts: ["part | time a dossier"],
    threads: ["form | records/s on one core | on two | ratio | two programs, one core each"],
    beside: ["single | bulk | p50 ms alone | beside | beside another's | p99 ms alone | beside | beside another's"],
    rates: ["form | rate asked | requests/s | p50 ms | p99 ms | p99.9 ms"],
}


def main():
    matplotlib.rcParams.update(STYLE)
    for plot, beginnings in PLOTS.items():
        figure = plot(*map(table, beginnings))
        figure.savefig(BENCHES / f"plots/{plot.__name__}.svg", metadata={"Date": None})


if __name__ == "__main__":
    main()
