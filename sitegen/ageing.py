"""When a record has to be checked again: one rule for lists, reports and pages."""

from datetime import date, timedelta

from sitegen.models.blocks import Care
from sitegen.models.crisis import CRISIS_TOPIC, CrisisLine
from sitegen.models.offer import Offer
from sitegen.site import AnyRecord

EVERY = 365
NEAR_CRISIS = 90
AHEAD = 30


def interval_days(record: AnyRecord) -> int:
    """After how many days the record is to be checked again: its own word, else by what it is."""
    content = record.content
    care = getattr(content, "care", None)
    if isinstance(care, Care) and care.interval is not None:
        return care.interval
    is_near = isinstance(content, Offer) and CRISIS_TOPIC in content.topics
    return NEAR_CRISIS if is_near or isinstance(content, CrisisLine) else EVERY


def checked_on(record: AnyRecord) -> date | None:
    """The day of its last check, whatever its source; None if nobody says so."""
    content = record.content
    found = getattr(getattr(content, "care", content), "checked_on", None)
    return found if isinstance(found, date) else None


def due_on(record: AnyRecord) -> date | None:
    """The last day on which its last check still counts; None if it was never checked."""
    day = checked_on(record)
    return day and day + timedelta(days=interval_days(record))


def is_overdue(due: date | None, today: date) -> bool:
    """Whether that day has passed."""
    return due is not None and due < today


def is_due(due: date | None, today: date) -> bool:
    """Whether that day comes within the next 30, so that somebody should ask again."""
    return due is not None and today <= due <= today + timedelta(days=AHEAD)
