"""`ersetzt_durch` never leads in a circle; `link` has seen to it that it leads somewhere."""

from collections.abc import Iterator, Mapping

from sitegen.diagnostics import Diagnostic, Keys, Related, diagnose
from sitegen.models.blocks import Care
from sitegen.site import AnyRecord, Catalogue


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Replacements that lead back to themselves."""
    for group in catalogue.records.values():
        steps = {record.id: _step(record) for record in group.values()}
        for record in group.values():
            yield from _check(record, steps, group)


def _check(
    record: AnyRecord,
    steps: Mapping[str, tuple[str | None, Keys]],
    group: Mapping[str, AnyRecord],
) -> Iterator[Diagnostic]:
    following, keys = steps[record.id]
    path = {record.id: None}
    while following is not None and following in group and following not in path:
        path[following] = None
        following = steps[following][0]
    # Each circle is reported once, at its alphabetically first record.
    if following == record.id and record.id == min(path):
        others = [
            Related(group[name].at(), "Auch das gehört dazu.") for name in path if name != record.id
        ]
        way = " → ".join([*path, record.id])
        yield diagnose("ersatz-im-kreis", record.at(*keys), related=others, weg=way)


def _step(record: AnyRecord) -> tuple[str | None, Keys]:
    care = getattr(record.content, "care", None)
    if isinstance(care, Care):
        return care.replaced_by, ("pflege", "ersetzt_durch")
    return getattr(record.content, "replaced_by", None), ("ersetzt_durch",)
