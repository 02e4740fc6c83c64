"""PageJobs -> files and PageSummaries: render, look at the result, stage it.

Each job is independent of the others and the result does not depend on their order, so the
same function can run on a share of the jobs in each of several processes.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from html.parser import HTMLParser
from typing import TypeAlias

from sitegen.diagnostics import Diagnostic, Findings
from sitegen.render import WordingError
from sitegen.site import Link, PageJob, PageSummary, Renderer
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
    outline = _Outline()
    outline.feed(data.decode("utf-8"))
    outline.close()
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


class _Outline(HTMLParser):
    """Collects ids, headings, links and everything a page would load."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.links: list[Link] = []
        self.outside: list[Link] = []
        self.topics: dict[str, str] = {}
        self._topic = ""
        self._in_title = False
        self._is_titled = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag declares or refers to."""
        line = self.getpos()[0]
        given = dict(attrs)
        # A browser follows these only when a person (or a search engine) wants it to.
        is_loaded = tag != "a" and given.get("rel") not in {"canonical", "alternate"}
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name in {"href", "src", "action", "poster", "srcset"}:
                self._refer(Link(value or "", line), is_loaded=is_loaded)
        self._note_topic(given)
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        if tag == "title" and not self._is_titled:
            self._in_title = True
        # Pictures in the text may have titles of their own.
        self._is_titled = self._is_titled or tag in {"title", "body"}

    def handle_endtag(self, tag: str) -> None:
        """Know when the title ends, or the entry of a list."""
        if tag == "title":
            self._in_title = False
        elif tag == "li":
            self._topic = ""

    def handle_data(self, data: str) -> None:
        """Collect the title."""
        if self._in_title:
            self.title += data

    def _note_topic(self, given: dict[str, str | None]) -> None:
        """A marked entry of a list, and the link to easy language in it."""
        self._topic = given.get("data-bitv4") or self._topic
        if self._topic:
            is_easy = given.get("hreflang") == "de-simple"
            before = self.topics.get(self._topic)
            self.topics[self._topic] = before or (given.get("href") if is_easy else "") or ""

    def _refer(self, link: Link, *, is_loaded: bool) -> None:
        scheme = link.target.partition(":")[0] if ":" in link.target.partition("/")[0] else ""
        if not scheme and not link.target.startswith("//"):
            self.links.append(link)
        elif is_loaded and scheme not in {"mailto", "tel"}:
            self.outside.append(link)
