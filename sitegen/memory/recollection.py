"""Where a build finds what earlier ones left: nowhere, below .cache/, or in its own process."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from sitegen.diagnostics import Findings
from sitegen.inputs import Inputs, inputs_of, read_again
from sitegen.memory.bundles import Memory
from sitegen.memory.cells import Cell, Prints, cells_of, changed_cells, changed_prints, prints_of
from sitegen.memory.cutting import Cut
from sitegen.memory.files import Kept, keep, recalled
from sitegen.memory.fingerprints import fingerprint
from sitegen.memory.notebook import Notebook
from sitegen.memory.noting import note_down, noted
from sitegen.memory.remaking import Last, Remade
from sitegen.memory.tracing import Sharing
from sitegen.order import Order
from sitegen.outcome import Outcome
from sitegen.outputs import planned
from sitegen.publish import Staging, publish
from sitegen.render import Templates
from sitegen.site import PageSummary, Renderer, Site
from sitegen.unchanged import (
    CACHE,
    inputs,
    moment,
    place_of,
    program,
    remember,
    templates,
    tree,
)

_NOTES = "gelesen"
_MADE = ".gemacht"


class Recollection:
    """No memory: everything is done, and nothing is kept."""

    def __init__(self) -> None:
        """A notebook without notes, and no file that is published."""
        self.notebook = Notebook()
        self.others: Mapping[str, PageSummary] = {}  # by address, of files that no output makes

    def begin(self, order: Order) -> None:
        """A build begins: look up what there is for it."""
        self.notebook = Notebook(processes=order.processes)

    def given(self, order: Order) -> Inputs:
        """All that the site depends on."""
        return inputs_of(order, self.notebook.source)

    def renderer(self, order: Order, site: Site) -> Renderer:
        """Who renders the site's pages."""
        catalogue = site.catalogue
        return Templates(order.templates, catalogue.texts, catalogue.config.splitting)

    def made(self, order: Order, site: Site) -> Last:  # noqa: ARG002 - those below ask
        """What the last build made on the same basis, and which cells of the site changed."""
        return Last(Memory(), frozenset())

    def publish(self, order: Order, staging: Staging, outcome: Outcome, made: Remade) -> Findings:  # noqa: ARG002
        """Publish the files, of which some are published already, and keep what was made."""
        return staging.keep(made.kept) or publish(staging, outcome.files)


class OnDisk(Recollection):
    """Memory below .cache/ of the project, for the next process."""

    _prints: Prints
    _kept: Kept

    def begin(self, order: Order) -> None:
        """Read the notes of a build by the same program."""
        self._inputs, self._program = inputs(order), program()
        notes = noted(_notes(order), self._program)
        self.notebook = Notebook(notes, processes=order.processes)

    def made(self, order: Order, site: Site) -> Last:
        """As far as its files are still published."""
        self._kept = recalled(place_of(order, _MADE), order.target)
        memory, before = self._kept.memory, self._kept.prints
        words = fingerprint((site.catalogue.config, site.catalogue.texts))
        basis, today = fingerprint((self._program, templates(order), words)), site.today.toordinal()
        is_same_day = (memory.basis, memory.day) == (basis, today)
        memory = replace(memory.on(basis), day=today)
        self._prints = prints_of(site, self.notebook.digests, before if is_same_day else {})
        memory.numbers.give(self._prints)
        return Last(memory, changed_prints(before, self._prints))

    def publish(self, order: Order, staging: Staging, outcome: Outcome, made: Remade) -> Findings:
        """Write all of it, or leave what is there."""
        faults = super().publish(order, staging, outcome, made)
        if self._inputs is not None and not faults:
            published = tree(order.target)
            keep(place_of(order, _MADE), made.memory, self._prints, published, self._kept)
            note_down(_notes(order), self.notebook.notes(), self._program)
            remember(order, self._inputs, outcome.findings, len(outcome.files), published)
        return faults


class InProcess(Recollection):
    """Memory of a process that stays, and that alone publishes to its place."""

    def __init__(self) -> None:
        """Nothing is built yet."""
        super().__init__()
        self._program = program()
        self._changed: frozenset[str] | None = None
        self._given: Inputs | None = None
        self._templates = b""
        self._words: tuple[object, object, bytes] = None, None, b""
        self._basis = b""
        self._memory = Memory()
        self._site: Site | None = None
        self._cut: Cut | None = None
        self._files: tuple[str, ...] = ()
        self._renderer: Renderer | None = None
        self._served: Site | None = None  # what `_sharing` was last used for, on this basis
        self._sharing = Sharing()
        self._rest: Iterator[object] = iter(())

    def prepare(self) -> bool:
        """Work out a little of what the next build will ask; False if there is nothing left."""
        return next(self._rest, None) is not None

    def tell(self, paths: Iterable[str]) -> None:
        """For the next build: nothing but what is at these places changed since the last one.

        Whoever does not tell has everything looked at.
        """
        self._changed = frozenset(paths).union(self._changed or ())

    def begin(self, order: Order) -> None:
        """Know what the last build asked, even if it failed."""
        self.notebook = Notebook(self.notebook.notes(), moment(order))

    def given(self, order: Order) -> Inputs:
        """Read again as far as it may have changed."""
        changed, self._changed, given = self._changed, None, self._given
        again = None
        if given is not None and given.order == order and changed is not None:
            again = read_again(given, changed)
        if again is None:
            self._templates = b""
            again = super().given(order)
        else:
            self.notebook.read_elsewhere()
        self._given = again
        return again

    def renderer(self, order: Order, site: Site) -> Renderer:
        """The one that has read its templates already, as long as they are the same."""
        self._templates = self._templates or templates(order)
        config, texts = site.catalogue.config, site.catalogue.texts
        if self._words[0] is not config or self._words[1] is not texts:
            self._words = config, texts, fingerprint((config, texts))
        basis = fingerprint((self._program, self._templates, self._words[2]))
        if self._renderer is None or self._basis != basis:
            self._basis, self._renderer = basis, super().renderer(order, site)
            self._served, self.others = None, {}
        return self._renderer

    def made(self, order: Order, site: Site) -> Last:  # noqa: ARG002 - as on disk
        """Compared with the site as it was."""
        memory, served, self._served = self._memory.on(self._basis), self._served, site
        cut = self._cut if memory is self._memory else None
        self._rest = iter(())
        changed: set[Cell] = set()
        if memory.made and self._site is not None:
            changed = changed_cells(self._site, site)
        else:
            memory.numbers.give(cells_of(site))
        if served is None or served.today != site.today:
            self._sharing = Sharing()
        else:
            # A build that failed has worked out things for a site that was never published.
            self._sharing.forget(changed if served is self._site else changed_cells(served, site))
        return Last(memory, changed, self._sharing, cut)

    def publish(self, order: Order, staging: Staging, outcome: Outcome, made: Remade) -> Findings:
        """Put single files into the published tree, if it is there."""
        now, before = outcome.files, self._files
        if before and order.target.is_dir():
            gone = () if now == before else frozenset(before).difference(now)
            faults = staging.hand_over([it.file for it in made.new], gone)
        else:
            faults = super().publish(order, staging, outcome, made)
        self._memory, self._site, self._files = made.memory, made.site, now
        self._cut, self.others = made.cut, {it.url: it for it in made.others}
        self._rest = self._prepared(made, self.renderer(order, made.site))
        if faults:  # nobody knows how much of it is there
            self._memory, self._site, self._files = Memory(), None, ()
            self._cut, self.others, self._rest = None, {}, iter(())
        return faults

    def _prepared(self, made: Remade, renderer: Renderer) -> Iterator[object]:
        """What the next build will ask, bit by bit."""
        if made.cut is None:
            self._cut = made.looked_up(planned)
            yield self._cut
        if self._sharing.is_new:
            self._sharing.is_new = False
            yield from made.worked_out(renderer)


def _notes(order: Order) -> Path:
    return order.project / CACHE / _NOTES
