"""Records + content/pruefungen.yaml -> records as last checked.

An afternoon of calls is one entry there; each record it names counts as checked on that day
by that role, unless its own file names a later check.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from sitegen.dates import date_de
from sitegen.diagnostics import Diagnostic, Keys, Location, diagnose
from sitegen.models.base import Content
from sitegen.models.blocks import Care, Evidence
from sitegen.models.crisis import CrisisLine
from sitegen.models.easy_guide import EasyGuide
from sitegen.models.language import SiteLanguage, TranslatedPage
from sitegen.models.page import EasyPage
from sitegen.models.review import REVIEW, Review
from sitegen.models.versions import Versions
from sitegen.site import AnyRecord, Catalogue, target_of

Groups = Mapping[str, Mapping[str, AnyRecord]]


def with_reviews(groups: Groups) -> Groups:
    """The records by type and id, each with its newest check."""
    found = {kind: dict(group) for kind, group in groups.items()}
    for group in groups.values():
        for entry in group.values():
            if not isinstance(entry.content, Review):
                continue
            for target in entry.content.records:
                kind, record_id = target_of(target)
                record = found.get(kind, {}).get(record_id)
                if record is not None:
                    found[kind][record_id] = _checked(record, entry.content)
    return found


def _checked(record: AnyRecord, review: Review) -> AnyRecord:
    content = record.content
    news = {"checked_on": review.on, "checked_by": review.by}
    if isinstance(content, CrisisLine):
        if content.checked_on and content.checked_on >= review.on:
            return record
        return replace(record, content=content.model_copy(update=news))
    care = getattr(content, "care", None)
    if not isinstance(care, Care) or (care.checked_on and care.checked_on >= review.on):
        return record
    proof = Evidence.model_construct(
        kind=review.kind, on=review.on, address=None, title=None, year=review.on.year
    )
    checked = care.model_copy(update={**news, "evidence": [*care.evidence, proof]})
    return replace(record, content=content.model_copy(update={"care": checked}))


def early_checks(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """Checks dated after `today`: most likely a slip, and until then they prove nothing."""
    reviews = [r for r in catalogue.of(REVIEW).values() if r.content.on > today]
    for review in reviews:
        yield _early(review.at("am"), review.content.on, review.id)
    answered = {target for review in reviews for target in review.content.records}
    for record in catalogue.all():
        care = getattr(record.content, "care", None)
        if not isinstance(care, Care) or f"{record.type_name}/{record.id}" in answered:
            continue
        if care.checked_on and care.checked_on > today:
            yield _early(record.at("pflege", "geprueft_am"), care.checked_on, record.id)


def early_seals(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """Tests of easy texts and reviews of translations that are dated after `today`."""
    for record in catalogue.all():
        for day, keys in _seals(record.content):
            if day and day > today:
                place = record.at(*keys, "geprueft_am")
                yield diagnose("textpruefung-in-zukunft", place, tag=date_de(day))


def _seals(content: Content) -> Iterator[tuple[date | None, Keys]]:
    """When somebody tested or reviewed the words of a record, and the keys that say so."""
    if isinstance(content, EasyPage | EasyGuide):
        yield content.tested_on, ()
    elif isinstance(content, SiteLanguage | TranslatedPage):
        yield content.reviewed_on, ()
    versions = getattr(content, "versions", None)
    if isinstance(versions, Versions):
        if versions.easy:
            yield versions.easy.tested_on, ("sprachfassungen", "leicht")
        for index, translation in enumerate(versions.translations):
            yield translation.reviewed_on, ("sprachfassungen", "uebersetzungen", index)


def _early(place: Location, day: date, name: str) -> Diagnostic:
    return diagnose("pruefung-in-zukunft", place, tag=date_de(day), kennung=name)
