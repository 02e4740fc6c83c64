"""PageJobs -> files and PageSummaries: render, look at the result, stage it.

Each job is independent of the others and the result does not depend on their order, so the
same function can run on a share of the jobs in each of several processes.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeAlias

from sitegen.diagnostics import Diagnostic, Findings
from sitegen.here import WordingError
from sitegen.outline import outline_of
from sitegen.site import PageJob, PageSummary, Renderer
from sitegen.urls import file_of

Write: TypeAlias = Callable[[str, bytes], Findings]


def work(jobs: Iterable[PageJob], renderer: Renderer, write: Write) -> tuple[PageSummary, ...]:
    """Make every file, hand it to `write` (file below the tree, bytes) and sum it up."""
    summaries = []
    for job in jobs:
        try:
            data = job.render(renderer)
        except WordingError as error:
            summaries.append(_unmade(job, error.finding))
            continue
        summary = summarise(job, data)
        findings = write(summary.file, data)
        summaries.append(replace(summary, findings=findings) if findings else summary)
    return tuple(summaries)


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
        return PageSummary(job.url, file, digest, job.source)
    outline = outline_of(data.decode("utf-8"))
    return PageSummary(
        url=job.url,
        file=file,
        digest=digest,
        source=job.source,
        title=outline.title.strip(),
        ids=tuple(outline.ids),
        headings=tuple(outline.headings),
        links=tuple(outline.links),
        outside=tuple(outline.outside),
        topics=tuple(outline.topics.items()),
    )
