"""Figures in, the page docs/benchmarks.md out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bench.builders import EDITS, FAST, HUGO, OURS
from bench.measure import Usage
from bench.scenarios import COLD, NEW_DAY, WARM, Measured
from bench.tables import table

_MIB = 1 << 20
LABELS = {
    COLD: "cold build",
    WARM: "no change",
    NEW_DAY: "new day",
    **{kind: f"edited {kind}" for kind in EDITS},
}
_COLUMNS = (
    *("offers", "build", "wall s", "Hugo", "ratio", "CPU s", "Hugo", "ratio"),
    *("CPU ms a page", "Hugo", "peak MiB", "Hugo", "ratio"),
)
_HEAD = """# Benchmarks

How long a build takes, beside Hugo on an equivalent site, and beside a plain copy of sources and
outputs. Written by `{command}`; [bench/](../bench/) is all of it.

**Read the ratios, not the seconds**: both build in turns on the same computer, so that the same
noise meets both, and each figure is the median of {runs}{fewer}. Everything lies on {place}.
"CPU" is user and system time of all processes, "peak" the memory of the largest one, and `fast`
the optional extra of that name.

Versions: {versions}.

"""
_TAIL = """
## What is compared

The corpus is made up, and the same each time ([bench/corpus.py](../bench/corpus.py)): the golden
city "Lindenau" and so many offers, with every field that visitors see and a text of 150 to 250
words, one provider and one place per ten offers, one event per twenty. Each offer has a page, one
in easy language, a calendar, two QR codes and its place in some sixty lists.

Hugo makes the same files with templates of its own ([bench/hugo/](../bench/hugo/)): the numbers
of files and the bytes of a page lie within 15 % of ours for every kind of page, or the benchmark
stops ([bench/compare.py](../bench/compare.py)). It uses its own ways: taxonomies, cached partials,
render hooks, output formats, addresses from the root, front matter in JSON,
which it reads fastest.

Some work Hugo is spared, because it has no counterpart: it checks no field, link, heading, date,
duplicate or easy text; the days of rhythms, holidays and features are reckoned for it, QR codes
drawn; pages that are there once (start page, imprint, days, initiatives) come with their content
finished. It keeps no cache between processes, so its warm builds are whole ones. Its preview
(`hugo server`) does keep one.
"""


def page(
    sizes: Sequence[Measured],
    saves: Iterable[tuple[int, float, float]],
    about: dict[str, str],
) -> str:
    """The whole page; `saves` are offers and milliseconds, ours and Hugo's."""
    most = max(it.runs for it in sizes)
    fewer = "".join(f", of {it.runs} at {it.offers:,} offers" for it in sizes if it.runs < most)
    parts = [_HEAD.format(runs=f"{most} run{'s'[: most > 1]}", fewer=fewer, **about)]
    parts.append("![Wall time of our builds beside Hugo's](benchmarks.svg)\n\n")
    parts.append(table(_COLUMNS, (row for it in sizes for row in _rows(it))))
    parts += ["\n## Beside a copy, and by size\n\n", _floors(sizes)]
    rows = [(f"{n:,}", f"{own:,.0f}", f"{his:,.0f}", _ratio(own, his)) for n, own, his in saves]
    if rows:
        parts.append("\n## From a saved text to the page in the preview\n\n")
        parts.append(table(("offers", "ours ms", "Hugo ms", "ratio"), rows))
    return "".join([*parts, _TAIL])


def _rows(measured: Measured) -> Iterator[tuple[str, ...]]:
    his = measured.usages[HUGO]
    pages = {name: made.pages for name, made in measured.made.items()}
    built = [(LABELS[name], name, usage) for name, usage in measured.usages[OURS].items()]
    quick = measured.usages.get(FAST, {})
    built[1:1] = [(f"{LABELS[name]}, `fast`", name, usage) for name, usage in quick.items()]
    for label, name, usage in built:
        other = his.get(name)
        yield (
            f"{measured.offers:,}",
            label,
            *_pair(usage.wall, other.wall if other else None, "{:,.2f}"),
            *_pair(usage.cpu, other.cpu if other else None, "{:,.2f}"),
            f"{usage.cpu / pages[OURS] * 1000:.2f}",
            f"{other.cpu / pages[HUGO] * 1000:.2f}" if other else "–",
            *_pair(usage.peak / _MIB, other.peak / _MIB if other else None, "{:,.0f}"),
        )


def _pair(own: float, his: float | None, form: str) -> tuple[str, str, str]:
    if his is None:
        return form.format(own), "–", "–"
    return form.format(own), form.format(his), _ratio(own, his)


def _ratio(own: float, his: float) -> str:
    return f"{own / his:.2f}"


def _floors(sizes: Sequence[Measured]) -> str:
    """What a copy costs, what warm builds cost beside cold ones, and how the cost grows."""
    least = sizes[0]
    first = _each(least)
    head = ("offers", "pages", "files", "MB", "copy CPU s", "cold CPU x copy", *_SHARES)
    head += (f"CPU a page x {least.offers:,}",)
    rows = []
    for it in sizes:
        made, own = it.made[OURS], it.usages[OURS]
        rows.append(
            (
                f"{it.offers:,}",
                f"{made.pages:,}",
                f"{made.files:,}",
                f"{made.size / 1e6:,.0f}",
                f"{it.copy.cpu:.2f}",
                f"{own[COLD].cpu / it.copy.cpu:.1f}",
                *(_share(own, name) for name in _SHARES.values()),
                f"{_each(it) / first:.2f}",
            )
        )
    return table(head, rows)


_SHARES = {f"{LABELS[name]}, % of cold": name for name in (WARM, NEW_DAY, *EDITS)}


def _share(own: Mapping[str, Usage], name: str) -> str:
    return f"{own[name].cpu / own[COLD].cpu:.1%}" if name in own else "–"


def _each(measured: Measured) -> float:
    return measured.usages[OURS][COLD].cpu / measured.made[OURS].pages
