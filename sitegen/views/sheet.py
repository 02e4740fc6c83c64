"""The next seven days of a district on a sheet of paper: for notice boards and waiting rooms.

Everything there is in the district stands on it once, with a date or with a way to ask for one,
as far as two pages have room; whoever finds nothing finds somebody to call.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from sitegen.models import Record
from sitegen.models.event import EVENT
from sitegen.models.offer import OFFER
from sitegen.models.taxonomy import DISTRICT, District
from sitegen.site import Site
from sitegen.views.agenda import Agenda, Dated, Day, agenda_of, dates_between, day_of
from sitegen.views.brief import Brief, ModeGroup, brief, by_mode, is_without_way, others
from sitegen.views.page import Crumb, Frame, Named, Page, View
from sitegen.views.qr import qr_url

LINES = 8  # dates, and offers without one, that have room beside the numbers
CALLS = 2  # offers by telephone, and as many that come to people
FEW = 5  # entries that fill a page in the largest type; what is missing comes from the whole city
_LAST = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class SheetPage(View):
    """The sheet of a district: the days `since` to `until` as they are seen on the first of them.

    `undated` are offers of the district without a date in these days; `more` is the number of
    dates and offers for which there is no room, and `everywhere` are offers for the whole city
    that fill what is left of the page. `address` is empty where the site does not know its own,
    and so is `qr`, the picture of it.
    """

    district: Named
    since: Day
    until: Day
    agenda: Agenda
    undated: tuple[Brief, ...]
    more: int
    without_way: tuple[ModeGroup, ...]
    everywhere: tuple[Brief, ...]
    is_full: bool
    address: str
    qr: str


def sheet_url(district_id: str) -> str:
    """The address of a district's sheet."""
    return f"{DISTRICT.address(district_id)}woche/"


def sheets(site: Site) -> tuple[Named, ...]:
    """The sheets of all districts in the order of their file."""
    districts = site.catalogue.of(DISTRICT).values()
    return tuple(Named(record.content.name, sheet_url(record.id)) for record in districts)


def sheet_page(record: Record[District], name: str, site: Site, frame: Frame) -> SheetPage:
    """The sheet of the district that is called `name`."""
    url, until = DISTRICT.address(record.id), site.today + _LAST
    ids = site.offers_by.get((DISTRICT.name, record.id), ())
    dated = _dated(record.id, site)
    with_date = {target for target, _ in dated}
    undated = [
        it for it in ids if (OFFER.name, it) not in with_date and not is_without_way(it, site)
    ]
    shown = _spread(dated, LINES)
    rest = undated[: LINES - len(shown)]
    calls = _calls(ids, site, frame)
    count = len(shown) + len(rest) + sum(len(group.offers) for group in calls)
    return SheetPage(
        page=Page(
            frame,
            sheet_url(record.id),
            name,
            crumbs=(Crumb("nav.stadtbezirk", DISTRICT.url),),
            section="stadtbezirk",
            may_be_found=False,
        ),
        district=Named(name, url),
        since=day_of(site.today, site),
        until=day_of(until, site),
        agenda=agenda_of(shown, site),
        undated=tuple(brief(it, site, frame) for it in rest),
        more=len(dated) - len(shown) + len(undated) - len(rest),
        without_way=calls,
        everywhere=_everywhere(ids, max(0, FEW - count), site, frame),
        is_full=count >= FEW,
        address=frame.base_url + url if frame.base_url else "",
        qr=qr_url(url, frame),
    )


def _dated(district_id: str, site: Site) -> list[Dated]:
    """The dates of these days in the district, those that are off too: nobody waits in vain."""
    here = (DISTRICT.name, district_id)
    targets = [(OFFER.name, it) for it in site.offers_by.get(here, ())]
    targets += [(EVENT.name, it) for it in site.events_by.get(here, ())]
    return dates_between(site, site.today, site.today + _LAST, targets)


def _spread(dated: list[Dated], count: int) -> list[Dated]:
    """At most so many dates, from every day some: the end of the week counts like its beginning."""
    days: dict[date, int] = {}
    ranked = []
    for place, (_, it) in enumerate(dated):
        rank = days[it.day] = days.get(it.day, -1) + 1
        ranked.append((rank, place))
    return [dated[place] for place in sorted(place for _, place in sorted(ranked)[:count])]


def _calls(ids: tuple[str, ...], site: Site, frame: Frame) -> tuple[ModeGroup, ...]:
    """Who can be called and who comes along, those of the district first."""
    both = (*ids, *others(site.everywhere, ids))
    return tuple(
        replace(group, offers=group.offers[:CALLS])
        for group in by_mode(both, site, frame)
        if group.mode != "online"
    )


def _everywhere(ids: tuple[str, ...], count: int, site: Site, frame: Frame) -> tuple[Brief, ...]:
    """At most so many offers for the whole city that one can call about."""
    rest = (it for it in others(site.everywhere, ids) if not is_without_way(it, site))
    found = (brief(it, site, frame) for it in rest)
    return tuple(islice((it for it in found if it.ask.kind == "telefon"), count))
