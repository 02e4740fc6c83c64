"""Bundles -> files and PageSummaries: plan, render, look at the result, stage it.

Each bundle is independent of the others and the result does not depend on their order, so the work
can be shared out among several processes. They are forked: what a bundle closes over travels with
the memory.
"""

import hashlib
from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TypeAlias

from sitegen.diagnostics import Diagnostic, Findings
from sitegen.here import WordingError
from sitegen.outline import outline_of
from sitegen.site import Bundle, Links, PageJob, PageSummary, Renderer
from sitegen.urls import file_of

Write: TypeAlias = Callable[[str, bytes], Findings]
Summaries: TypeAlias = tuple[PageSummary, ...]


@dataclass(frozen=True, slots=True)
class Workshop:
    """What it takes to make files: who renders, where to put them, and what is there already.

    `before` are summaries of published files by address: what has the same key is not made again.
    """

    renderer: Renderer
    write: Write
    before: Mapping[str, PageSummary] = field(default_factory=dict)

    def work(self, bundle: Bundle) -> Summaries:
        """Make the files of a bundle and sum them up."""
        return tuple(map(self._file, bundle.plan()))

    def all(self, bundles: Iterable[Bundle]) -> Summaries:
        """The same for several bundles."""
        return tuple(chain.from_iterable(map(self.work, bundles)))

    def _file(self, job: PageJob) -> PageSummary:
        before = self.before.get(job.url)
        if before is not None and before.is_as(job):
            return before
        return _made(job, self.renderer, self.write)


def work(bundles: Iterable[Bundle], renderer: Renderer, write: Write) -> Summaries:
    """Make every file, hand it to `write` (file below the tree, bytes) and sum it up."""
    return Workshop(renderer, write).all(bundles)


def _made(job: PageJob, renderer: Renderer, write: Write) -> PageSummary:
    try:
        data = job.render(renderer)
    except WordingError as error:
        return _unmade(job, error.finding)
    summary = summarise(job, data)
    findings = write(summary.file, data)
    return replace(summary, findings=findings) if findings else summary


def _unmade(job: PageJob, finding: Diagnostic) -> PageSummary:
    """The summary of a file that could not be made: faultless, save for that finding."""
    file = file_of(job.url)
    return PageSummary(
        job.url, file, "", job.source, title=job.url, headings=(1,), findings=(finding,)
    )


def summarise(job: PageJob, data: bytes) -> PageSummary:
    """What later checks need to know of a finished file."""
    file = file_of(job.url)
    digest = hashlib.sha256(data).hexdigest()
    if not file.endswith(".html"):
        return PageSummary(job.url, file, digest, job.source, job.is_indexed, key=job.key)
    outline = outline_of(data.decode("utf-8"))
    return PageSummary(
        url=job.url,
        file=file,
        digest=digest,
        source=job.source,
        is_indexed=job.is_indexed,
        title=outline.title.strip(),
        ids=tuple(outline.ids),
        headings=tuple(outline.headings),
        links=Links(tuple(outline.links), array("I", outline.links.values())),
        outside=tuple(outline.outside),
        topics=tuple(outline.topics.items()),
        key=job.key,
    )
