"""Site -> call sheets: one per provider, with all that waits for a word from there.

A sheet says what we believe, where it comes from, and what is still to be asked. Notes of the
office never stand on it, and of private persons and hidden places no more than on their pages.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sitegen.models.event import EVENT
from sitegen.models.offer import OFFER
from sitegen.models.organisation import ORGANISATION
from sitegen.site import AnyRecord, Site, Target, title_of
from sitegen.surveys.callround.owners import (
    CRISIS,
    OFFICE,
    is_near_crisis,
    left_out,
    may_be_checked,
    owners,
    target_of,
    venues_of,
)
from sitegen.surveys.callround.questions import (
    Fact,
    Question,
    facts,
    labels,
    name_of,
    questions,
    sources,
)
from sitegen.views.contact import ContactView, contact_view
from sitegen.views.organisation import organisation_contact
from sitegen.visibility import is_private_person, private_hosts

# What takes place somewhere and is somebody's.
_TAKERS = frozenset([OFFER.name, EVENT.name])


@dataclass(frozen=True, slots=True)
class Matter:
    """A record on a sheet: `target` is type and id, as `pruefung eintragen` takes it."""

    target: str
    label: str
    title: str
    facts: tuple[Fact, ...]
    questions: tuple[Question, ...]
    sources: tuple[str, ...]
    is_near_crisis: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """Whom to ask, how to reach them, and about what.

    `id` is that of the provider, or the name of the two sheets that are no provider's: the
    crisis lines (`is_crisis`) and what the office asks itself (`is_office`). `mail` is where a
    letter about all of it may go, if anywhere.
    """

    id: str
    title: str
    contacts: tuple[ContactView, ...]
    sources: tuple[str, ...]
    matters: tuple[Matter, ...]
    mail: str = ""
    is_crisis: bool = False
    is_office: bool = False
    is_person: bool = False

    @property
    def targets(self) -> tuple[str, ...]:
        """All its records, as `pruefung eintragen` takes them."""
        return tuple(matter.target for matter in self.matters)

    @property
    def anchor(self) -> str:
        """Where it stands in a file of many."""
        return f"bogen-{self.id}"

    @property
    def phones(self) -> tuple[str, ...]:
        """Every number on it, once."""
        lines = (line for contact in self.contacts for line in contact.phones)
        return tuple(dict.fromkeys(line.display for line in lines))

    @property
    def webs(self) -> tuple[str, ...]:
        """Every web address on it, once."""
        return tuple(dict.fromkeys(contact.web for contact in self.contacts if contact.web))


def collect(
    site: Site, wanted: Iterable[Target], waiting: Collection[Target] = ()
) -> tuple[Sheet, ...]:
    """The sheets for the wanted records: crisis lines, providers with most first, the office.

    With offers and events come their provider and places, if they are `waiting` too. What is
    `left_out` stands on no sheet.
    """
    every = [target for target in dict.fromkeys(wanted) if may_be_checked(target[0])]
    refused = left_out(site, {*every, *waiting})
    targets = [target for target in every if target not in refused]
    owner_of = owners(site, targets)
    piles: dict[Target, dict[Target, None]] = defaultdict(dict)
    for target in targets:
        piles[owner_of[target]][target] = None
    for target in targets:
        for other in _companions(site, target, owner_of):
            is_asked = other in waiting and other not in refused
            if is_asked and owner_of[other] == owner_of[target]:
                piles[owner_of[target]][other] = None
    sheets = (_sheet(owner, pile, site) for owner, pile in piles.items())
    return tuple(sorted(sheets, key=_place))


def _place(sheet: Sheet) -> tuple[bool, bool, int, str, str]:
    name = sheet.title.casefold()
    return not sheet.is_crisis, sheet.is_office, -len(sheet.matters), name, sheet.id


def _companions(
    site: Site, target: Target, owner_of: Mapping[Target, Target]
) -> tuple[Target, ...]:
    record = site.catalogue.get(target)
    venues = venues_of(record) if record else ()
    return (owner_of[target], *venues) if target[0] in _TAKERS else ()


def _sheet(owner: Target, pile: Iterable[Target], site: Site) -> Sheet:
    records = [record for target in pile if (record := site.catalogue.get(target))]
    body = site.catalogue.get(owner)
    order = list(labels())
    records.sort(key=lambda r: (order.index(r.type_name), title_of(r).casefold(), r.id))
    takers = [record for record in records if record.type_name in _TAKERS]
    # With one offer, the provider's number is the number of the offer.
    is_alone = len(takers) == 1
    contacts = tuple(_contacts(body, records, site))
    theirs = contacts if is_alone else [it for it in contacts if it == _own_contact(body, site)]
    is_person = body is not None and is_private_person(body)
    return Sheet(
        id=owner[1] or f"_{owner[0]}",
        title=_owner_title(owner, body, site),
        contacts=contacts,
        sources=sources(body) if body else (),
        matters=tuple(
            _matter(record, body, site, asks_provider=is_alone and body in records)
            for record in records
        ),
        mail=next((it.mail for it in theirs if it.mail and not is_person), ""),
        is_crisis=owner == CRISIS,
        is_office=owner == OFFICE,
        is_person=is_person,
    )


def _owner_title(owner: Target, body: AnyRecord | None, site: Site) -> str:
    if body is not None:
        return name_of("privatperson") if _is_hidden(body, None, site) else title_of(body)
    return name_of("krisenhilfe") if owner == CRISIS else site.catalogue.config.office.name


def _is_hidden(record: AnyRecord, body: AnyRecord | None, site: Site) -> bool:
    """Whether it is a private person's, and no page says so: nobody agreed, or no longer."""
    persons = [it for it in (record, body) if it is not None and is_private_person(it)]
    is_theirs = bool(persons or private_hosts(record, site.catalogue))
    return is_theirs and not site.standing(record).is_listed


def _contacts(
    body: AnyRecord | None, records: Iterable[AnyRecord], site: Site
) -> Iterator[ContactView]:
    """The provider's ways of contact, then those of its records."""
    theirs = _own_contact(body, site)
    if theirs:
        yield theirs
    for record in records:
        contact = getattr(record.content, "contact", None)
        own = contact_view(title_of(record), contact)
        if own and record is not body and not _is_hidden(record, body, site):
            yield own


def _own_contact(body: AnyRecord | None, site: Site) -> ContactView | None:
    bodies = site.catalogue.of(ORGANISATION)
    return organisation_contact(bodies[body.id]) if body else None


def _matter(
    record: AnyRecord, body: AnyRecord | None, site: Site, *, asks_provider: bool
) -> Matter:
    is_hidden = _is_hidden(record, body, site)
    asked = questions(record, site, body, asks_provider=asks_provider)
    return Matter(
        target="/".join(target_of(record)),
        label=labels()[record.type_name],
        title=name_of("privatperson") if is_hidden else title_of(record),
        facts=() if is_hidden else facts(record, site),
        questions=() if is_hidden else asked,
        sources=() if is_hidden else sources(record),
        is_near_crisis=is_near_crisis(record),
    )
