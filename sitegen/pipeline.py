"""The whole flow on one screen: files in, findings and a published site out.

load -> parse -> gather -> link -> check content -> derive -> plan -> work -> check site -> publish

Every stage returns its value and its findings. There are two stop points: wrong records are
not rendered, and a wrong site is not published. Day, paths and options come in as arguments.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from sitegen.checks import CONTENT_CHECKS, SITE_CHECKS
from sitegen.derive import derive
from sitegen.diagnostics import Findings, has_errors, in_order, strict
from sitegen.gather import gather
from sitegen.link import link
from sitegen.load import load, load_assets
from sitegen.media import load_media
from sitegen.models import CONTENT_TYPES
from sitegen.order import Order
from sitegen.outcome import Outcome
from sitegen.outputs import overviews, planned
from sitegen.parse import locate, parse_all
from sitegen.pattern_library import pattern_library
from sitegen.publish import open_staging, publish
from sitegen.render import Templates
from sitegen.site import Catalogue, Site
from sitegen.source import Media, SourceFile
from sitegen.unchanged import inputs, remember
from sitegen.work import Write, shared_out, work


def build(order: Order, on_wait: Callable[[], None] | None = None) -> Outcome:
    """Build and publish, unless anything is wrong; `on_wait`: another build is at work."""
    with open_staging(order.target, order.project, on_wait) as (staging, objections):
        if staging is None:
            return Outcome(objections, {})
        before = inputs(order)
        outcome = _run(order, staging.write)
        if has_errors(outcome.findings):
            return outcome
        faults = publish(staging, outcome.files)
        if not faults:
            remember(order, before, outcome.findings, len(outcome.files))
    return replace(outcome, findings=(*outcome.findings, *faults), is_published=not faults)


def check(order: Order) -> Outcome:
    """The same flow without publication: nothing is written anywhere."""
    return _run(order, lambda _file, _data: ())


def look(order: Order) -> tuple[Site | None, Outcome]:
    """The site as it stands, for what only looks at it; None while a record is wrong."""
    files, findings = load(order.project, CONTENT_TYPES)
    media, refused = load_media(order.project)
    sources = {source.path: source for source in files}
    catalogue, more = read(files, order.base_url, media)
    findings = _settled((*findings, *refused, *more), order, sources)
    if has_errors(findings):
        return None, Outcome(findings, sources)
    site, notes = derive(catalogue, order.today, load_assets(order.templates))
    return site, Outcome((*findings, *notes), sources)


def _run(order: Order, write: Write) -> Outcome:
    site, outcome = look(order)
    if site is None:
        return outcome
    templates = Templates(order.templates, site.catalogue.texts, site.catalogue.config.splitting)
    made = shared_out((*planned(site),), templates, write, order.processes)
    summaries = (*made, *work(overviews(site, made), templates, write))
    shown = (*summaries, *work(pattern_library(site, order), templates, write))
    staged = (finding for it in shown for finding in it.findings)
    checked = (finding for check in SITE_CHECKS for finding in check.check(summaries))
    findings = _settled((*outcome.findings, *staged, *checked), order, outcome.sources)
    return replace(outcome, findings=findings, files=tuple(it.file for it in shown), site=site)


def read(
    files: tuple[SourceFile, ...], base_url: str | None, media: Mapping[str, Media] | None = None
) -> tuple[Catalogue, Findings]:
    """Up to the first stop point: linked and checked records, with the pictures they name."""
    documents, unreadable = parse_all(files)
    written, invalid = gather(files, documents, CONTENT_TYPES)
    linked, unlinked = link(written.at(base_url), CONTENT_TYPES)
    catalogue = replace(linked, media=media)
    checked = (finding for check in CONTENT_CHECKS for finding in check.check(catalogue))
    return catalogue, (*unreadable, *invalid, *unlinked, *written.unanswered(checked))


def _settled(findings: Findings, order: Order, sources: Mapping[str, SourceFile]) -> Findings:
    located = in_order(locate(findings, sources))
    return strict(located) if order.is_strict else located
