"""A site, and what the last build made -> what this one makes: only what is not the same."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cache, partial
from itertools import chain
from typing import TypeAlias

from sitegen.diagnostics import Findings
from sitegen.forking import shared_out
from sitegen.memory.bundles import Made, Memory, Numbers, Trace, given_of
from sitegen.memory.cells import Cell
from sitegen.memory.cutting import Cut
from sitegen.memory.tracing import Sharing, Watch
from sitegen.site import Bundle, PageSummary, Renderer, Site
from sitegen.work import Workshop

Make: TypeAlias = Callable[[Mapping[str, PageSummary], Sequence[Bundle]], Mapping[str, Made]]

_LARGE = 200  # cells that a bundle reads which shows much of the site


@dataclass(frozen=True, slots=True)
class Remade:
    """All files of the outputs by their names, in the order of their bundles.

    Those that are `new` were written; `unsure` are those that have to be looked at in the site.
    `listed` are the addresses that search engines may list, sorted. `others` are files that no
    output makes: overviews of the others, the pattern library. `cut` is what is known of the
    bundles already.
    """

    site: Site
    memory: Memory
    files: Mapping[str, PageSummary]
    listed: tuple[str, ...]
    new: tuple[PageSummary, ...]
    unsure: tuple[PageSummary, ...]
    watch: Watch
    bundles: tuple[Bundle, ...]
    cut: Cut | None = None
    others: tuple[PageSummary, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all files."""
        return (*self.files, *(it.file for it in self.others))

    @property
    def kept(self) -> frozenset[str]:
        """The names of files that were not written."""
        return frozenset(self.names) - {it.file for it in self.new}

    @property
    def findings(self) -> Findings:
        """What was wrong with the making of files; what was published before was made rightly."""
        return tuple(finding for it in self.new for finding in it.findings)

    def beside(
        self, others: tuple[PageSummary, ...], before: Mapping[str, PageSummary]
    ) -> "Remade":
        """The same with other files, of which some were there `before` by their address."""
        new = (it for it in others if it.url not in before or not before[it.url].is_as(it))
        return replace(self, new=(*self.new, *new), others=others)

    def looked_up(self, cut: Callable[[Site], Iterable[Bundle]]) -> Cut:
        """What `cut` gave, so that few bundles need a look next time; asked again to be watched."""
        again = Watch(self.site, Sharing())
        with again.reads() as reads:
            for _ in cut(again.site):
                pass
        made = self.memory, self.files, self.listed
        found = Cut(self.watch.site, self.watch.sharing.given, self.bundles, *made, reads)
        for place, bundle in enumerate(self.bundles):
            found.note(place, self.memory.made[bundle.name])
        return found

    def worked_out(self, renderer: Renderer) -> Iterator[Bundle]:
        """Have what many bundles need worked out in this process, one bundle after the other.

        Copies of the process may have done so already, but kept it to themselves: the templates
        of each kind of page, and what large bundles share.
        """
        kinds: set[str] = set()
        for bundle in self.bundles:
            kind = bundle.name.partition("/")[0]
            is_large = len(self.memory.made[bundle.name].trace.cells) > _LARGE
            if is_large or kind not in kinds:
                with self.watch.reads():
                    for job in bundle.plan():
                        if kind not in kinds:
                            job.render(renderer)
                kinds.add(kind)
                yield bundle


@dataclass(frozen=True, slots=True)
class Last:
    """What the last build made and worked out, and which cells changed since."""

    memory: Memory
    changed: AbstractSet[Cell]
    sharing: Sharing = field(default_factory=Sharing)
    cut: Cut | None = None


def remade(
    site: Site, cut: Callable[[Site], Iterable[Bundle]], last: Last, shop: Workshop, processes: int
) -> Remade:
    """Make the bundles that `cut` gives for a site, but for those that would be the same."""
    watch, memory, today = Watch(site, last.sharing), last.memory, site.today.toordinal()

    def make(before: Mapping[str, PageSummary], to_do: Sequence[Bundle]) -> dict[str, Made]:
        """What comes of bundles, by name; of their files, those `before` are not made again."""
        work = partial(_made, replace(shop, before=before), watch, memory.numbers)
        done = zip(to_do, shared_out(to_do, work, processes), strict=True)
        return {bundle.name: made.numbered(memory.numbers) for bundle, made in done}

    if last.cut is not None:
        found = _touched(site, last.cut, last.changed, watch, make)
        if found is not None:
            return found
        last.sharing.serve(watch)  # what is given may ask the site that it was cut with
    bundles = tuple(cut(watch.site))
    same = memory.same(bundles, today, last.changed)
    before = dict(_files(made for name, made in memory.made.items() if name not in same))
    made = same | make(before, tuple(it for it in bundles if it.name not in same))
    summaries = tuple(chain.from_iterable(made[bundle.name].files for bundle in bundles))
    before |= _files(same.values())
    new = tuple(it for it in summaries if it.url not in before or not before[it.url].is_as(it))
    is_whole = len(summaries) == len(before)
    unsure = _unsure(new, before, summaries) if is_whole else summaries
    files = {it.file: it for it in summaries}
    listed = tuple(sorted(it.url for it in summaries if it.is_indexed))
    memory = replace(memory, made=made)
    return Remade(site, memory, files, listed, new, unsure, watch, bundles)


def _touched(
    site: Site,
    cut: Cut,
    changed: AbstractSet[Cell],
    watch: Watch,
    make: Make,
) -> Remade | None:
    """The same with a look at nothing but bundles that read what changed.

    None if bundles have to be cut, or there are other files than before, or others are listed.
    """
    places, memory = cut.touched(site.today.toordinal(), changed), cut.memory
    if places is None:
        return None
    watch.sharing.give(cut.given)
    cut.turn_to(watch.site)
    to_do = tuple(cut.bundles[place] for place in places)
    before = dict(_files(memory.made[it.name] for it in to_do))
    made = make(before, to_do)
    after = dict(_files(made.values()))
    new = tuple(it for url, it in after.items() if url not in before or not before[url].is_as(it))
    if list(before) != list(after):
        return None
    if any(it.is_indexed != after[url].is_indexed for url, it in before.items()):
        return None
    for place, bundle in zip(places, to_do, strict=True):
        cut.note(place, made[bundle.name])
    memory = replace(memory, made={**memory.made, **made})
    files = {**cut.files, **{it.file: it for it in after.values()}}
    unsure = _unsure(new, before, files.values())
    now = replace(cut, memory=memory, files=files)
    return Remade(site, memory, files, cut.listed, new, unsure, watch, cut.bundles, now)


def _unsure(
    new: tuple[PageSummary, ...], before: Mapping[str, PageSummary], files: Iterable[PageSummary]
) -> tuple[PageSummary, ...]:
    """The new ones of all files, and those that may lead to a place which is gone from a page.

    All of them if one was not there before: then perhaps another is gone.
    """
    if any(it.url not in before for it in new):
        return tuple(files)
    gone = {name for it in new for name in set(before[it.url].ids).difference(it.ids)}
    if not gone:
        return new
    fresh = {it.url for it in new}

    @cache
    def leads_there(target: str) -> bool:
        page, _, place = target.partition("#")
        return bool(page) and place in gone  # a page that stays has all places of its own

    return tuple(it for it in files if it.url in fresh or any(map(leads_there, it.links.targets)))


def _files(made: Iterable[Made]) -> Iterator[tuple[str, PageSummary]]:
    return ((file.url, file) for it in made for file in it.files)


def _made(shop: Workshop, watch: Watch, numbers: Numbers, bundle: Bundle) -> Made:
    with watch.reads() as reads:
        files = shop.work(bundle)
    return Made(given_of(bundle), Trace.of(reads, numbers), files)
