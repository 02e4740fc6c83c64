"""A record -> its facts: what `derive` needs of it that depends on nothing else.

Neither the day nor any other record counts here, so that whoever builds again may keep the facts
of a record as long as its content and the Land whose holidays count are the same.
"""

from dataclasses import dataclass

from sitegen.relations import Names, names_of
from sitegen.schedules import timetable_of
from sitegen.site import AnyRecord
from sitegen.timetable import Timetable


@dataclass(frozen=True, slots=True)
class Facts:
    """What one record names, and when it takes place; without dates the timetable is empty."""

    names: Names
    timetable: Timetable


def facts_of(record: AnyRecord, land: str | None, names: Names | None = None) -> Facts:
    """The facts of a record of any type; `land` says whose holidays count.

    Whoever knows what it names can say so: `names`.
    """
    return Facts(names or names_of(record), timetable_of(record.content, land))
