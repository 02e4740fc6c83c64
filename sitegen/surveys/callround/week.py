"""What waits -> what two people can check this week: at most ten, one provider after another.

Nothing is remembered: what has been checked waits no longer, and the next move up.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sitegen.models.offer import OFFER
from sitegen.site import Site, Target
from sitegen.surveys.callround.owners import is_near_crisis, may_be_checked, owners
from sitegen.visibility import evidence_year

MOST = 10

_Rank = tuple[date, bool, bool, int, str, str]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record that waits: `urgency` 0 for what is overdue, 1 for what is due soon, else 2."""

    target: Target
    urgency: int
    due: date | None


def this_week(site: Site, waiting: Iterable[Waiting], most: int = MOST) -> tuple[Target, ...]:
    """The most urgent records, those of one provider together as far as urgency allows.

    Within one urgency: due first, near a crisis, offers, oldest evidence.
    """
    owner_of = owners(site)
    piles: dict[tuple[int, Target], list[tuple[_Rank, Target]]] = defaultdict(list)
    for it in waiting:
        if may_be_checked(it.target[0]):
            piles[it.urgency, owner_of[it.target]].append((_rank(it, site), it.target))
    for pile in piles.values():
        pile.sort()
    order = sorted(piles, key=lambda key: (key[0], piles[key][0]))
    ranked: Sequence[Target] = [target for key in order for _, target in piles[key]]
    return tuple(ranked[:most])


def _rank(it: Waiting, site: Site) -> _Rank:
    record = site.catalogue.get(it.target)
    assert record is not None
    care = getattr(record.content, "care", record.content)
    year = evidence_year(getattr(care, "evidence", []))
    near, kind = is_near_crisis(record), it.target[0]
    return it.due or date.max, not near, kind != OFFER.name, year or 0, *it.target
