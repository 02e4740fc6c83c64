"""Checks that compare everything: they are asked again only when something they read has changed.

Hardly any reads a long text, which is what is edited most.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from sitegen.checks import ContentCheck
from sitegen.diagnostics import Findings
from sitegen.memory.cells import WITH_PROSE, Digest
from sitegen.memory.fingerprints import fingerprint
from sitegen.memory.texts import with_watched_prose
from sitegen.site import AnyRecord, Catalogue


def digests_of(
    catalogue: Catalogue, record_digest: Callable[[AnyRecord], Digest]
) -> tuple[bytes, bytes]:
    """A digest of all that a catalogue says but for long texts, and one of all that it says."""
    digests = [(it.type_name, it.id, record_digest(it)) for it in catalogue.all()]
    given = catalogue.config, catalogue.texts, catalogue.media
    rest = fingerprint((given, [(kind, name, it.rest) for kind, name, it in digests]))
    return rest, fingerprint((rest, [it.prose for _, _, it in digests]))


def found_by(
    checks: Mapping[str, ContentCheck], catalogue: Catalogue
) -> Iterator[tuple[str, Findings, bool]]:
    """What each check finds, and whether it read a long text for it."""
    reads: list[None] = []
    watched = _watched(catalogue, partial(reads.append, None))
    for name, check in checks.items():
        reads.clear()
        findings = tuple(check.check(watched))
        yield name, findings, bool(reads)


def _watched(catalogue: Catalogue, tell: Callable[[], None]) -> Catalogue:
    records = {
        kind: {
            name: replace(it, content=with_watched_prose(it.content, tell))
            for name, it in group.items()
        }
        if kind in WITH_PROSE
        else group
        for kind, group in catalogue.records.items()
    }
    return replace(catalogue, records=records)
