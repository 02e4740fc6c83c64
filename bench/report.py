"""Figures in, the page docs/benchmarks.md out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from bench.builders import EDITS, FAST, HUGO, OURS
from bench.measure import Usage
from bench.saving import Saved
from bench.scenarios import COLD, NEW_DAY, WARM, Measured
from bench.tables import table

_MIB = 1 << 20
LABELS = {
    COLD: "cold build",
    WARM: "no change",
    NEW_DAY: "new day",
    **{kind: f"edited {kind}" for kind in EDITS},
}
_TIMES = (
    *("offers", "build", "wall s", "Hugo", "ratio", "CPU s", "Hugo", "ratio"),
    *("CPU ms a page", "Hugo", "of it kernel s", "Hugo"),
)
_ROOM = (
    *("offers", "build", "largest MiB", "Hugo", "ratio", "together MiB", "Hugo", "ratio"),
    *("files written", "Hugo"),
)
_SAVES = (
    *("offers", "page ms", "Hugo", "ratio"),
    *("search ms", "Hugo", "ratio"),
)
_HEAD = """# Benchmarks

How long a build takes, beside Hugo on an equivalent site, and beside a plain copy of sources and
outputs. Written by `{command}`; [bench/](../bench/) is all of it.

**Read the ratios, not the seconds**: both build in turns on the same computer, so that the same
noise meets both, and each figure is the median of {runs}{fewer}. Everything lies on {place}.
"CPU" is the time of all processes, with that of the kernel, which stages the tree, links and
writes; `fast` is the optional extra of that name.

Versions: {versions}.

"""
_ROOM_HEAD = """
## Memory, and files written

"largest" is the most that one process held, "together" the most that all of a build held at one
moment, with what they share counted once. A file counts as written if it is new, or its bytes were
written again; what a build takes over from the last one is not.

"""
_FLOORS_HEAD = """
## Beside a copy, and by size

"copy" is `cp -r` of sources and site, "links" `cp -rl` of the site: what it takes to stage a tree
in which nothing has changed, as each build of ours does that publishes.

"""
_SAVES_HEAD = """
## From a saved text to files with the new words

Both previews run, each as editors start it; a text is saved here and there in turns. Until the page
on disk has the new words, and until the data of the search have them ("–": they do not get them).
Hugo writes anew only what was looked at lately, so the start page is asked for before each save.

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
    saves: Iterable[tuple[int, Mapping[str, Saved]]],
    about: Mapping[str, str],
) -> str:
    """The whole page; `saves` are offers, and what each builder's preview took."""
    most = max(it.runs for it in sizes)
    fewer = "".join(f", of {it.runs} at {it.offers:,} offers" for it in sizes if it.runs < most)
    fewer += "".join(
        f", cold ones of {it.cold_runs} at {it.offers:,} offers"
        for it in sizes
        if it.cold_runs < it.runs
    )
    parts = [_HEAD.format(runs=f"{most} run{'s'[: most > 1]}", fewer=fewer, **about)]
    parts.append("![Wall time of our builds beside Hugo's](benchmarks.svg)\n\n")
    parts.append(table(_TIMES, (row for it in sizes for row in _rows(it, _time))))
    parts += [_ROOM_HEAD, table(_ROOM, (row for it in sizes for row in _rows(it, _room)))]
    parts += [_FLOORS_HEAD, _floors(sizes)]
    rows = [_save(offers, found[OURS], found.get(HUGO)) for offers, found in saves]
    if rows:
        parts += [_SAVES_HEAD, table(_SAVES, rows)]
    return "".join([*parts, _TAIL])


def _save(offers: int, own: Saved, his: Saved | None) -> tuple[str, ...]:
    search = ("–", "–", "–")
    if own.search is not None:
        search = _pair(own.search, his.search if his else None, "{:,.0f}")
    return (f"{offers:,}", *_pair(own.page, his.page if his else None, "{:,.0f}"), *search)


def _rows(
    measured: Measured, cells: Callable[[Usage, Usage | None, Measured], tuple[str, ...]]
) -> Iterator[tuple[str, ...]]:
    """A row per build of ours, beside Hugo's where it was measured."""
    his = measured.usages.get(HUGO, {})
    built = [(LABELS[name], name, usage) for name, usage in measured.usages[OURS].items()]
    quick = measured.usages.get(FAST, {})
    built[1:1] = [(f"{LABELS[name]}, `fast`", name, usage) for name, usage in quick.items()]
    for label, name, usage in built:
        yield (f"{measured.offers:,}", label, *cells(usage, his.get(name), measured))


def _time(own: Usage, his: Usage | None, measured: Measured) -> tuple[str, ...]:
    pages = {name: made.pages for name, made in measured.made.items()}
    return (
        *_pair(own.wall, his.wall if his else None, "{:,.2f}"),
        *_pair(own.cpu, his.cpu if his else None, "{:,.2f}"),
        f"{own.cpu / pages[OURS] * 1000:.2f}",
        f"{his.cpu / pages[HUGO] * 1000:.2f}" if his else "–",
        f"{own.system:,.2f}",
        f"{his.system:,.2f}" if his else "–",
    )


def _room(own: Usage, his: Usage | None, _measured: Measured) -> tuple[str, ...]:
    return (
        *_pair(own.peak / _MIB, his.peak / _MIB if his else None, "{:,.0f}"),
        *_pair(own.together / _MIB, his.together / _MIB if his else None, "{:,.0f}"),
        f"{own.written:,}",
        f"{his.written:,}" if his else "–",
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
    head = (
        *("offers", "pages", "files", "MB", "copy CPU s", "cold CPU x copy", "links CPU s"),
        *_SHARES,
        f"CPU a page x {least.offers:,}",
    )
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
                f"{it.links.cpu:.2f}",
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
