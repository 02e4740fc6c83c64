"""Who is shown: the one function that decides for every output.

Everything that publishes (pages, lists, data, feeds, maps) asks the standing that is made
here once; nothing decides by itself.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from sitegen.config import SiteConfig
from sitegen.dates import is_older_than
from sitegen.models import CONTENT_TYPES
from sitegen.models.blocks import Care, Costs, Evidence, Picture
from sitegen.models.event import Event
from sitegen.models.offer import Offer
from sitegen.models.organisation import ORGANISATION, PRIVATE_PERSON, Organisation
from sitegen.models.venue import Venue
from sitegen.site import Age, AnyRecord, Catalogue, Standing, Visibility

CURRENT_MONTHS = 24
PROVING = frozenset(["telefonat", "mail", "besuch", "anbieterseite"])

# What the office writes itself needs a check by a person, but no outside source.
EDITORIAL = frozenset(t.name for t in CONTENT_TYPES if t.is_editorial)

_ENDED = {"pausiert", "beendet"}


def standing(
    record: AnyRecord,
    config: SiteConfig,
    today: date,
    hosts: Iterable[AnyRecord] = (),
    age: Age | None = None,
) -> Standing:
    """How the record stands on `today`; records without a care block are always listed.

    `hosts` are its `private_hosts`: it is shown no longer than they are.
    What would be listed may pause for its `age`.
    """
    care = getattr(record.content, "care", None)
    if not isinstance(care, Care):
        return Standing(Visibility.LISTED, is_verified=True, age=age)
    verified = is_checked(record, today)
    visibility, reason = _visibility(record, care, config, today, is_verified=verified)
    if visibility is Visibility.LISTED and age is not None and age.state == "pausiert":
        visibility, reason = Visibility.ENDED, age.state
    own = Standing(visibility, verified, reason, evidence_year(care.evidence), age)
    theirs = (standing(host, config, today) for host in hosts)
    hidden = next((host for host in theirs if not host.is_listed), None)
    if hidden is None or not own.is_listed:
        return own
    return replace(own, visibility=hidden.visibility, reason=hidden.reason)


def _visibility(
    record: AnyRecord, care: Care, config: SiteConfig, today: date, *, is_verified: bool
) -> tuple[Visibility, str]:
    # A record that was never public has no page; one that was keeps its address.
    was_public = config.is_demo or care.checked_on is not None
    over = Visibility.ENDED if was_public else Visibility.WITHHELD
    rules = (
        (care.status in _ENDED, over, care.status),
        (care.status != "veroeffentlicht", Visibility.WITHHELD, care.status),
        (_is_after(care.valid_from, today), Visibility.WITHHELD, "noch-nicht-gueltig"),
        (_is_after(today, care.valid_until), over, "abgelaufen"),
        (_consent_has_passed(record, today), over, "einwilligung-abgelaufen"),
        (not (config.is_demo or is_verified), Visibility.WITHHELD, "ungeprueft"),
    )
    hits = ((visibility, reason) for applies, visibility, reason in rules if applies)
    return next(hits, (Visibility.LISTED, ""))


def _is_after(day: date | None, other: date | None) -> bool:
    return day is not None and other is not None and day > other


def shown_picture(record: AnyRecord) -> Picture | None:
    """The picture of a record; that of a place only where its whole address is shown."""
    content = record.content
    if isinstance(content, Venue) and content.shown_as != "voll":
        return None
    picture = getattr(content, "picture", None)
    return picture if isinstance(picture, Picture) else None


def is_private_person(record: AnyRecord) -> bool:
    """Whether the record is a person rather than a body."""
    content = record.content
    return isinstance(content, Organisation) and content.legal_form == PRIVATE_PERSON


def private_hosts(record: AnyRecord, catalogue: Catalogue) -> tuple[AnyRecord, ...]:
    """The private persons behind an offer or event."""
    content = record.content
    if not isinstance(content, Offer | Event):
        return ()
    bodies = catalogue.of(ORGANISATION)
    owners = (bodies[name] for name in content.organisations if name in bodies)
    return tuple(owner for owner in owners if is_private_person(owner))


def _consent_has_passed(record: AnyRecord, today: date) -> bool:
    content = record.content
    if not isinstance(content, Organisation) or content.legal_form != PRIVATE_PERSON:
        return False
    consent = content.contact.consent if content.contact else None
    return consent is None or consent.until < today


def is_checked(record: AnyRecord, today: date) -> bool:
    """Whether it is verified as what it is, or, without a care block, needs not be.

    What the office writes itself needs a check by a person, but no outside source.
    """
    care = getattr(record.content, "care", None)
    if isinstance(care, Care):
        return is_verified(care, today, needs_proof=record.type_name not in EDITORIAL)
    return getattr(record.content, "checked_on", today) is not None


def is_verified(care: Care, today: date, *, needs_proof: bool = True) -> bool:
    """Whether a person has checked the record, if needed with a source that proves it."""
    return (
        care.checked_on is not None
        and care.checked_on <= today
        and care.checked_by is not None
        and (not needs_proof or any(source.kind in PROVING for source in care.evidence))
    )


def evidence_year(evidence: list[Evidence]) -> int | None:
    """The newest year that the sources show for the facts themselves."""
    years = [source.year for source in evidence if source.year]
    return max(years, default=None)


def is_current(year: int | None, today: date) -> bool:
    """Whether facts proven for `year` may still be shown unverified."""
    return not is_older_than(year, CURRENT_MONTHS, today)


def current_costs(costs: Costs | None, standing: Standing, today: date) -> Costs | None:
    """The costs that may be shown: unverified ones only while their evidence is current."""
    if costs is None or not (standing.is_verified or is_current(costs.year, today)):
        return None
    return costs


def places_left(stated: str, on: date | None, today: date) -> str:
    """Free places as stated, or "unbekannt" once the statement is older than 30 days."""
    if on is None or on + timedelta(days=30) < today:
        return "unbekannt"
    return stated
