"""What is there twice is kept by nobody: probable duplicates, also of what was refused.

The pairs come from `sitegen.pairs`; each is reported once, at the newer record. An editor who
knows better records it with a reason, and hears when that note is no longer needed.
"""

from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, Location, Related, diagnose
from sitegen.models.blocks import Care
from sitegen.pairs import COMPARED, Pair, probable_pairs
from sitegen.site import AnyRecord, Catalogue, Target, target_of

_REFUSED = frozenset(["abgelehnt", "nicht_listen"])
_MOST = 3  # a message names the strongest of what agrees


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Probable duplicates, and notes against duplicates that are not needed."""
    pairs = probable_pairs(catalogue)
    for pair in pairs:
        if pair.is_open:
            yield _double(pair)
    alike = frozenset(pair.targets for pair in pairs)
    for record in catalogue.all():
        yield from _needless(record, alike, catalogue)


def _double(pair: Pair) -> Diagnostic:
    """A warning at the newer record; what was refused must not come in by the back door."""
    status = pair.earlier_status
    name, *rest = pair.agreed
    return diagnose(
        "doppel-abgelehnt" if status in _REFUSED else "doppel-wahrscheinlich",
        _name_of(pair.later),
        related=[Related(_name_of(pair.earlier), "Das ist der andere Eintrag.")],
        anderer=f"{pair.earlier.type_name}/{pair.earlier.id}",
        stand=status,
        worin=", ".join(rest[:_MOST]) or "nichts spricht dagegen",
        name=name,
    )


def _name_of(record: AnyRecord) -> Location:
    return record.at("titel" if hasattr(record.content, "title") else "name")


def _needless(
    record: AnyRecord, alike: frozenset[frozenset[Target]], catalogue: Catalogue
) -> Iterator[Diagnostic]:
    """Notes about a record of its type that nobody would take for this one."""
    care = getattr(record.content, "care", None)
    if not isinstance(care, Care) or record.type_name not in COMPARED:
        return
    for index, note in enumerate(care.no_doubles):
        target = target_of(note.target)
        both = frozenset([(record.type_name, record.id), target])
        is_there = target[0] == record.type_name and catalogue.get(target) is not None
        if is_there and both not in alike:
            place = record.at("pflege", "kein_doppel", index, "eintrag")
            yield diagnose("kein-doppel-hinfaellig", place, anderer=note.target)
