"""How old the checks of records are: when they are due, overdue, and pause what nobody asks about.

Days are spread by id, so that what was checked in one week is not due in one week. A brake
keeps a long absence from emptying the site. The build remembers nothing: both follow from the
records alone, whenever and however often it runs.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from sitegen.dates import date_de
from sitegen.diagnostics import Diagnostic, Location, Related, diagnose
from sitegen.models.base import Content
from sitegen.models.blocks import Care
from sitegen.models.crisis import CRISIS_TOPIC, CrisisLine
from sitegen.models.event import Event
from sitegen.models.offer import Offer
from sitegen.models.organisation import Organisation
from sitegen.models.venue import Venue
from sitegen.schedules import last_day
from sitegen.site import Age, AnyRecord, Catalogue, Standing, Target, title_of

EVERY = 365
NEAR_CRISIS = 90
AHEAD = 30
GRACE = 60

SPREAD = 30
_SHARE = 6  # of an interval: a short one moves less

MOST = 5
WINDOW = 30  # days in which no more than `most_pauses` records pause
_NAMED = 20

PAUSED = "pausiert"
_CODES = {
    "faellig": "pruefung-faellig",
    "ueberfaellig": "pruefung-ueberfaellig",
    "pausiert": "eintrag-pausiert",
}
# The office's own words lead nobody to a closed door: they wait in the work list alone.
_LEADING_THERE = (Offer, Event, Organisation, Venue, CrisisLine)

IsChecked = Callable[[AnyRecord, date], bool]


def interval_days(record: AnyRecord) -> int:
    """After how many days the record is to be checked again: its own word, else by what it is."""
    content = record.content
    care = getattr(content, "care", None)
    if isinstance(care, Care) and care.interval is not None:
        return care.interval
    is_near = isinstance(content, Offer) and CRISIS_TOPIC in content.topics
    return NEAR_CRISIS if is_near or isinstance(content, CrisisLine) else EVERY


def spread_days(record: AnyRecord) -> int:
    """How many days earlier or later it is due than its interval says, the same in every run."""
    bound = min(SPREAD, interval_days(record) // _SHARE)
    digest = hashlib.sha256(f"{record.type_name}/{record.id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % (2 * bound + 1) - bound


def checked_on(record: AnyRecord) -> date | None:
    """The day of its last check, whatever its source; None if nobody says so."""
    content = record.content
    found = getattr(getattr(content, "care", content), "checked_on", None)
    return found if isinstance(found, date) else None


def due_on(record: AnyRecord) -> date | None:
    """The last day on which its last check still counts; None if it was never checked.

    What takes place once is not asked about again.
    """
    day = checked_on(record)
    if day is None or (isinstance(record.content, Event) and not record.content.is_series):
        return None
    return day + timedelta(days=interval_days(record) + spread_days(record))


def most_pauses(records: int) -> int:
    """How many of so many records that can pause may do so within `WINDOW` days."""
    return max(1, min(MOST, records // 10))


def ages(records: Iterable[AnyRecord], today: date, is_checked: IsChecked) -> Mapping[Target, Age]:
    """The age of every record that is meant to be shown and that somebody has to keep true."""
    kept = [record for record in records if _is_kept(record)]
    checked = [record for record in kept if is_checked(record, date.max)]
    dues = {(record.type_name, record.id): due_on(record) for record in checked}
    pauses = _pauses(checked, dues)
    found = {}
    for record in kept:
        target = (record.type_name, record.id)
        if not is_checked(record, today):
            found[target] = Age("ungeprueft")
        elif _last_day(record.content) < today:
            found[target] = Age("frisch")
        else:
            found[target] = _age(dues[target], pauses.get(target), today)
    return found


def _is_kept(record: AnyRecord) -> bool:
    care = getattr(record.content, "care", None)
    is_open = isinstance(care, Care) and care.status == "veroeffentlicht"
    return is_open or isinstance(record.content, CrisisLine)


def _age(due: date | None, pause: tuple[date, bool] | None, today: date) -> Age:
    if due is None:
        return Age("frisch")
    day, is_held = pause or (None, False)
    has_come = day is not None and day <= today
    if has_come and not is_held:
        return Age("pausiert", due, day)
    if due < today:
        return Age("ueberfaellig", due, day, is_held=has_come)
    is_near = due <= today + timedelta(days=AHEAD)
    return Age("faellig" if is_near else "frisch", due, day)


def _pauses(
    checked: Iterable[AnyRecord], dues: Mapping[Target, date | None]
) -> Mapping[Target, tuple[date, bool]]:
    """From which day each record would pause, and whether the brake holds it.

    It holds whoever comes to a crowd: more than may pause in the `WINDOW` days up to its own
    day. No day but those of the records counts, so that nothing changes in hindsight.
    """
    able = {(r.type_name, r.id): r for r in checked if _can_pause(r)}
    days = {it: day for it, record in able.items() if (day := _pause_day(record, dues[it]))}
    queue = sorted(days.values())
    most = most_pauses(len(able))

    def crowd(day: date) -> int:
        return bisect_right(queue, day) - bisect_right(queue, day - timedelta(days=WINDOW))

    return {target: (day, crowd(day) > most) for target, day in days.items()}


def _can_pause(record: AnyRecord) -> bool:
    """Providers and places stay: what is offered there would lose its address."""
    content = record.content
    return isinstance(content, Offer) or (isinstance(content, Event) and content.is_series)


def _pause_day(record: AnyRecord, due: date | None) -> date | None:
    """The first day on which age would take it away; None if it ends before."""
    care = getattr(record.content, "care", None)
    if due is None or not isinstance(care, Care):
        return None
    day = max(due + timedelta(days=GRACE), care.valid_from or date.min)
    return day if day <= min(care.valid_until or date.max, _last_day(record.content)) else None


def _last_day(content: Content) -> date:
    return last_day(content) if isinstance(content, Event) else date.max


def age_findings(
    catalogue: Catalogue, standings: Mapping[Target, Standing]
) -> Iterator[Diagnostic]:
    """What is due soon, what is overdue, what has paused, and what only the brake still shows."""
    held = []
    for record in catalogue.all():
        standing = standings[record.type_name, record.id]
        age = standing.age
        if age is None or not (standing.is_listed or standing.reason == age.state):
            continue
        if age.due and age.state in _CODES and isinstance(record.content, _LEADING_THERE):
            yield _told(record, age, age.due)
        if age.is_held:
            held.append(record)
    if held:
        yield _braked(held)


def _told(record: AnyRecord, age: Age, due: date) -> Diagnostic:
    is_late_crisis = isinstance(record.content, CrisisLine) and age.state == "ueberfaellig"
    code = "krisenhilfe-ueberfaellig" if is_late_crisis else _CODES[age.state]
    day = date_de(age.pause) if age.pause else ""
    stays = age.is_held or not day
    return diagnose(
        code,
        _place(record),
        kennung=record.id,
        tag=date_de(due),
        pause=day,
        folge="der Eintrag bleibt sichtbar" if stays else f"sonst pausiert der Eintrag ab {day}",
    )


def _braked(held: Sequence[AnyRecord]) -> Diagnostic:
    related = [Related(_place(record), f"„{title_of(record)}“") for record in held[:_NAMED]]
    return diagnose(
        "pausen-gebremst", related[0].location, related=related, anzahl=len(held), tage=WINDOW
    )


def _place(record: AnyRecord) -> Location:
    is_crisis = isinstance(record.content, CrisisLine)
    return record.at("geprueft_am") if is_crisis else record.at("pflege", "geprueft_am")
