"""The whole flow on one screen: files in, findings and a published site out.

load -> parse -> gather -> link -> check content -> derive -> plan -> work -> check site -> publish

Every stage returns its value and its findings. There are two stop points: wrong records are
not rendered, and a wrong site is not published. Day, paths and options come in as arguments.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from sitegen.checks import SITE_CHECKS
from sitegen.derive import derive
from sitegen.diagnostics import Findings, has_errors
from sitegen.gather import gather
from sitegen.inputs import Inputs, inputs_of
from sitegen.link import link
from sitegen.memory.notebook import Notebook
from sitegen.memory.recollection import OnDisk, Recollection
from sitegen.memory.remaking import Remade, remade
from sitegen.order import Order
from sitegen.outcome import Outcome
from sitegen.outputs import overviews, planned
from sitegen.parse import settled
from sitegen.pattern_library import pattern_library
from sitegen.publish import Wait, open_staging
from sitegen.site import Catalogue, Site
from sitegen.source import Media, SourceFile
from sitegen.work import Workshop, Write


def build(order: Order, on_wait: Wait = None, recollection: Recollection | None = None) -> Outcome:
    """Build and publish, unless anything is wrong; `on_wait`: another build is at work.

    What earlier builds left is looked up below .cache/, unless there is a `recollection`.
    """
    with open_staging(order.target, order.project, on_wait) as (staging, objections):
        if staging is None:
            return Outcome(objections, {})
        last = recollection or OnDisk()
        outcome, made = _run(order, staging.write, last)
        if made is None or has_errors(outcome.findings):
            return outcome
        faults = last.publish(order, staging, outcome, made)
    return replace(outcome, findings=(*outcome.findings, *faults), is_published=not faults)


def check(order: Order) -> Outcome:
    """The same flow without publication: nothing is written anywhere."""
    return _run(order, lambda _file, _data: (), Recollection())[0]


def look(
    order: Order, notebook: Notebook | None = None, given: Inputs | None = None
) -> tuple[Site | None, Outcome]:
    """The site as it stands, for what only looks at it; None while a record is wrong."""
    notes = notebook or Notebook(processes=order.processes)
    inputs = given or inputs_of(order, notes.source)
    if (known := notes.retouched(inputs)) is not None:
        return known
    catalogue, more = read(inputs.files, order.base_url, inputs.media, notes)
    sources = inputs.sources
    findings = settled((*inputs.findings, *more), sources, is_strict=order.is_strict)
    if has_errors(findings):
        return None, Outcome(findings, sources)
    facts = partial(notes.facts, land=catalogue.config.land)
    site, told = derive(catalogue, order.today, inputs.assets, facts, notes.coming)
    return site, notes.remembered(inputs, site, Outcome((*findings, *told), sources))


def _run(order: Order, write: Write, last: Recollection) -> tuple[Outcome, Remade | None]:
    last.begin(order)
    site, outcome = look(order, last.notebook, last.given(order))
    if site is None:
        return outcome, None
    shop = Workshop(last.renderer(order, site), write, last.others)
    made = remade(site, planned, last.made(order, site), shop, order.processes)
    more = shop.all(overviews(site, made.listed))
    made = made.beside((*more, *shop.all(pattern_library(made.watch.site, order))), last.others)
    pages, files = (*made.unsure, *more), {**made.files, **{it.file: it for it in more}}
    checked = (finding for check in SITE_CHECKS for finding in check.check(pages, files))
    told = (*outcome.findings, *made.findings, *checked)
    findings = settled(told, outcome.sources, is_strict=order.is_strict)
    return replace(outcome, findings=findings, files=made.names, site=site), made


def read(
    files: tuple[SourceFile, ...],
    base_url: str | None,
    media: Mapping[str, Media] | None = None,
    notebook: Notebook | None = None,
) -> tuple[Catalogue, Findings]:
    """Up to the first stop point: linked and checked records, with the pictures they name."""
    notes = notebook or Notebook()
    written, invalid = gather(notes.readings(files))
    linked, unlinked = link(written.at(base_url), notes.linked)
    catalogue = replace(linked, media=media)
    checked = written.unanswered(notes.findings(catalogue))
    return catalogue, (*invalid, *unlinked, *checked)
