"""`import ics`: a partner's calendar becomes records for an editor to check, each of them once.

All new files are first read by the program itself together with everything that is there.
Those in which it finds nothing wrong are written, all or none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sitegen.diagnostics import in_order
from sitegen.german import UsageError
from sitegen.importers.draft import Draft, Source, draft_of, kept_uid
from sitegen.importers.ics import MAX_BYTES, Calendar, LeftOutError, Series, read_calendar
from sitegen.importers.known import Change, changes_of, taken_from, vanished
from sitegen.importers.schedule import OVER, Window
from sitegen.importers.wording import joined, without_addresses, words_of
from sitegen.importers.writing import errors_of, need_organisation, put_new
from sitegen.load import load
from sitegen.models import CONTENT_TYPES, Record
from sitegen.models.event import EVENT, Event
from sitegen.models.venue import VENUE
from sitegen.outcome import Outcome
from sitegen.parse import locate
from sitegen.pipeline import read
from sitegen.site import Catalogue
from sitegen.source import SourceFile
from sitegen.urls import MAX_SLUG, RESERVED, slugify
from sitegen.visible import one_line

_NAME = 200
_DOUBLES = frozenset(["doppel-wahrscheinlich", "doppel-abgelehnt"])


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for: a file, and what the calendar does not say of itself."""

    file: Path
    today: date
    calendar: str | None = None
    organisation: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a calendar. With errors in the findings nothing was written.

    `written` are new files with their records, `known` records that were there, with what the
    calendar says differently; `left_out` are titles with reasons, `over` counts what has passed,
    `gone` are records that the calendar does not have any more.
    """

    outcome: Outcome
    calendar: str = ""
    written: tuple[tuple[str, Draft], ...] = ()
    known: tuple[tuple[Record[Event], tuple[Change, ...]], ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    over: int = 0
    gone: tuple[Record[Event], ...] = ()


def take_over(project: Path, wish: Wish) -> Taken:
    """Read the calendar and write what is new; raises `UsageError` for what cannot be meant."""
    if wish.until and wish.until < wish.today:
        raise UsageError("--bis: Dieser Tag ist schon vorbei.")
    calendar, findings = read_calendar(one_line(str(wish.file)), _data(wish.file))
    if calendar is None:
        return Taken(Outcome(findings, {}))
    files, faults = load(project, CONTENT_TYPES)
    sources = {file.path: file for file in files}
    catalogue, more = read(files, None)
    errors = errors_of((*faults, *more), sources)
    if errors:
        return Taken(Outcome(errors, sources))
    name = _name(calendar, wish)
    need_organisation("--veranstalter", wish.organisation, catalogue)
    source = Source(name, wish.today, wish.organisation)
    taken = _sorted_out(calendar, source, Window(wish.today, wish.until), catalogue)
    return _written(project, taken, sources) if taken.written else taken


def _data(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError:
        raise UsageError(f"„{path}“ lässt sich nicht lesen.") from None


def _name(calendar: Calendar, wish: Wish) -> str:
    """What the calendar is called; a person's mail address is no name."""
    given = joined(wish.calendar if wish.calendar is not None else calendar.name)
    if words_of(given).dropped or not given or len(given) > _NAME:
        raise UsageError(
            "--kalender: Bitte nennen Sie den Kalender, zum Beispiel „Kalender des "
            "Nachbarschaftshauses“, ohne Mail-Adresse und ohne Namen von Personen. Nehmen Sie "
            "jedes Mal denselben Namen."
        )
    return given


def _sorted_out(calendar: Calendar, source: Source, window: Window, catalogue: Catalogue) -> Taken:
    """Which events are new, known, or not for us."""
    events = catalogue.of(EVENT)
    known = taken_from(events.values(), source.calendar)
    venues = catalogue.of(VENUE)
    names = {*events, *(old for it in events.values() for old in it.content.former_ids)}
    there, left_out, written, over = [], [], [], 0
    for series in calendar.series:
        record = known.get(kept_uid(series.uid))
        if record is not None:
            there.append((record, changes_of(record, series, window, venues)))
            continue
        try:
            draft = _new(series, source, window, catalogue)
        except LeftOutError as reason:
            over += str(reason) == OVER
            if str(reason) != OVER:
                left_out.append((_title(series), str(reason)))
            continue
        name = _free_name(draft, names)
        names.add(name)
        written.append((EVENT.path_of(name), draft))
    return Taken(
        outcome=Outcome((), {}),
        calendar=source.calendar,
        written=tuple(written),
        known=tuple(there),
        left_out=tuple(left_out),
        over=over,
        gone=vanished(known, calendar.series, window),
    )


def _new(series: Series, source: Source, window: Window, catalogue: Catalogue) -> Draft:
    if not series.uid:
        raise LeftOutError("hat keine Kennung (UID); beim nächsten Mal wäre es doppelt")
    return draft_of(series, source, window, catalogue.of(VENUE))


def _title(series: Series) -> str:
    """What to call it in a report; nothing that is private."""
    entry = series.head
    title = words_of(without_addresses(entry.title), entry.people).text
    return "(privat)" if entry.is_private else title or "(ohne Titel)"


def _free_name(draft: Draft, taken: set[str]) -> str:
    return next(name for name in _names(draft) if name not in taken | RESERVED)


def _names(draft: Draft) -> Iterator[str]:
    """The title, with the day, with a number."""
    base = slugify(str(draft.keys["titel"])) or EVENT.name
    dated = f"{base[: MAX_SLUG - 16].rstrip('-')}-{str(draft.keys['beginn'])[:10]}"
    yield base
    yield dated
    yield from (f"{dated}-{number}" for number in range(2, 10_000))


# --- writing -------------------------------------------------------------------------------


def _written(project: Path, taken: Taken, sources: Mapping[str, SourceFile]) -> Taken:
    """Written, without those in which the program itself finds something wrong."""
    made = {path: draft.text.encode() for path, draft in taken.written}
    tried = {**sources, **{path: SourceFile(path, data) for path, data in made.items()}}
    _, findings = read(tuple(tried.values()), None)
    errors = errors_of(findings, tried)
    wrong = {it.location.path: it.message for it in errors if it.location.path in made}
    others = tuple(it for it in errors if it.location.path not in made)
    news = {path: data for path, data in made.items() if path not in wrong}
    objections = others or put_new(project, news)
    if objections:
        return Taken(Outcome(objections, tried))
    left_out = [(str(it.keys["titel"]), wrong[path]) for path, it in taken.written if path in wrong]
    doubles = (it for it in findings if it.code in _DOUBLES and it.location.path in news)
    return replace(
        taken,
        outcome=Outcome(in_order(locate(doubles, tried)), tried),
        written=tuple((path, draft) for path, draft in taken.written if path not in wrong),
        left_out=(*taken.left_out, *left_out),
    )
