"""A site, and what the last build made -> what this one makes: only what is not the same."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain

from sitegen.forking import shared_out
from sitegen.memory.bundles import Made, Memory, Numbers, Trace, given_of
from sitegen.memory.cells import Cell
from sitegen.memory.tracing import Sharing, Watch
from sitegen.site import Bundle, PageSummary, Renderer, Site
from sitegen.work import Workshop

_LARGE = 200  # cells that a bundle reads which shows much of the site


@dataclass(frozen=True, slots=True)
class Remade:
    """All files of the outputs in the order of their bundles.

    Those in `kept` were not written; `unsure` are those that have to be looked at in the site.
    `others` are files that no output makes: overviews of the others, the pattern library.
    """

    site: Site
    memory: Memory
    summaries: tuple[PageSummary, ...]
    kept: frozenset[str]
    unsure: tuple[PageSummary, ...]
    watch: Watch
    bundles: tuple[Bundle, ...]
    others: tuple[PageSummary, ...] = ()

    def beside(
        self, others: tuple[PageSummary, ...], before: Mapping[str, PageSummary]
    ) -> "Remade":
        """The same with other files, of which some were there `before` by their address."""
        kept = {it.file for it in others if it.url in before and before[it.url].is_as(it)}
        return replace(self, kept=self.kept | kept, others=others)

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


def remade(
    site: Site, cut: Callable[[Site], Iterable[Bundle]], last: Last, shop: Workshop, processes: int
) -> Remade:
    """Make the bundles that `cut` gives for a site, but for those that would be the same."""
    watch, memory, today = Watch(site, last.sharing), last.memory, site.today.toordinal()
    bundles = tuple(cut(watch.site))
    same = memory.same(bundles, today, last.changed)
    before = dict(_files(made for name, made in memory.made.items() if name not in same))
    to_do = tuple(bundle for bundle in bundles if bundle.name not in same)
    make = partial(_made, replace(shop, before=before), watch, memory.numbers)
    done = zip(to_do, shared_out(to_do, make, processes), strict=True)
    now = same | {bundle.name: made.numbered(memory.numbers) for bundle, made in done}
    summaries = tuple(chain.from_iterable(now[bundle.name].files for bundle in bundles))
    before |= _files(same.values())
    kept = frozenset(it.file for it in summaries if it.url in before and before[it.url].is_as(it))
    new = tuple(it for it in summaries if it.file not in kept)
    unsure = new if _has_all(new, summaries, before) else summaries
    return Remade(site, replace(memory, made=now), summaries, kept, unsure, watch, bundles)


def _has_all(
    new: Iterable[PageSummary],
    summaries: Collection[PageSummary],
    before: Mapping[str, PageSummary],
) -> bool:
    """Whether there are the same files as before, and in the new ones all places there were."""
    is_known = len(summaries) == len(before) and all(it.url in before for it in new)
    return is_known and all(set(it.ids).issuperset(before[it.url].ids) for it in new)


def _files(made: Iterable[Made]) -> Iterator[tuple[str, PageSummary]]:
    return ((file.url, file) for it in made for file in it.files)


def _made(shop: Workshop, watch: Watch, numbers: Numbers, bundle: Bundle) -> Made:
    with watch.reads() as reads:
        files = shop.work(bundle)
    return Made(given_of(bundle), Trace.of(reads, numbers), files)
