"""What leads from record to record never leads in a circle: successors, parents, series.

`link` has seen to it that every step leads somewhere.
"""

from collections.abc import Callable, Iterator, Mapping

from sitegen.diagnostics import Diagnostic, Keys, Related, diagnose
from sitegen.models.blocks import Care
from sitegen.models.event import EVENT
from sitegen.models.initiative import INITIATIVE
from sitegen.models.organisation import ORGANISATION
from sitegen.site import AnyRecord, Catalogue

Step = tuple[str | None, Keys]

# A type's field that names another record of the type, and the key editors write.
_ABOVE = (
    (INITIATIVE.name, "part_of", "teil_von"),
    (ORGANISATION.name, "parent", "traeger"),
    (EVENT.name, "series", "reihe"),
)


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Ways that come back to where they began."""
    for group in catalogue.records.values():
        for record, keys, path in _circles(group, _successor):
            yield _finding("ersatz-im-kreis", record, keys, path, group)
    for name, field, key in _ABOVE:
        group = catalogue.records.get(name, {})
        for record, keys, path in _circles(group, _to(field, key)):
            yield _finding("zugehoerigkeit-im-kreis", record, keys, path, group, schluessel=key)


def _circles(
    group: Mapping[str, AnyRecord], step: Callable[[AnyRecord], Step]
) -> Iterator[tuple[AnyRecord, Keys, tuple[str, ...]]]:
    """Each circle once, at its alphabetically first record, with the way through it."""
    steps = {record.id: step(record) for record in group.values()}
    for record in group.values():
        following, keys = steps[record.id]
        path = {record.id: None}
        while following is not None and following in group and following not in path:
            path[following] = None
            following = steps[following][0]
        if following == record.id and record.id == min(path):
            yield record, keys, tuple(path)


def _finding(
    code: str,
    record: AnyRecord,
    keys: Keys,
    path: tuple[str, ...],
    group: Mapping[str, AnyRecord],
    **values: str,
) -> Diagnostic:
    others = [Related(group[name].at(), "Auch das gehört dazu.") for name in path[1:]]
    way = " → ".join([*path, record.id])
    return diagnose(code, record.at(*keys), related=others, weg=way, **values)


def _successor(record: AnyRecord) -> Step:
    care = getattr(record.content, "care", None)
    if isinstance(care, Care):
        return care.replaced_by, ("pflege", "ersetzt_durch")
    return getattr(record.content, "replaced_by", None), ("ersetzt_durch",)


def _to(field: str, key: str) -> Callable[[AnyRecord], Step]:
    return lambda record: (getattr(record.content, field), (key,))
