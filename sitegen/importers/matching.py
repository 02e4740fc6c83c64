"""What a report calls provider, place, district and topics -> records that are there, or drafts.

What only editors may say is taken out, and so is whatever names a person. Nothing is guessed
that is not in the words: a name, a street, a postal code, a part of the city.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sitegen.importers.draft import Draft, in_model_order
from sitegen.importers.places import place_of
from sitegen.importers.schedule import Plain
from sitegen.importers.tree import texts_at, with_items, with_value
from sitegen.importers.wording import cut
from sitegen.likeness import Likeness, compare, folded, street_and_number
from sitegen.models import Content, ContentType, Record
from sitegen.models.organisation import ORGANISATION, PRIVATE_PERSON, Organisation
from sitegen.models.taxonomy import AUDIENCE, DISTRICT, TOPIC, Term
from sitegen.models.venue import VENUE
from sitegen.pairs.traits import vocabulary_of
from sitegen.site import Catalogue
from sitegen.source import Document
from sitegen.source import Mapping as Block
from sitegen.urls import MAX_SLUG, RESERVED, slugify

_OF_EDITORS = ("fruehere_ids", "vernetzung", "sprachfassungen", "bild", "verweise")
_OF_PERSONS = ("name", "einwilligung")
_SAID = ("titel", "kurz", "text")
_FORMS = (("verein", re.compile(r"\be\. ?V\b")), ("ggmbh", re.compile(r"\bgGmbH\b")))
_CODE = re.compile(r"\b\d{5}\b")
_WORD = re.compile(r"[^\W_]+")
_LABEL = 90


@dataclass(frozen=True, slots=True)
class Claims:
    """The keys of an offer that others than editors may write; `notes` are about the rest."""

    root: Block
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matched:
    """The same with ids for names, and drafts of the records that are not there yet.

    `needs_person`: a private person tells of it, who has to agree first.
    """

    root: Block
    files: tuple[tuple[str, Draft], ...] = ()
    notes: tuple[str, ...] = ()
    district: str = ""
    needs_person: bool = False


def claims_of(document: Document) -> Claims:
    """What a report says of the offer, without what only editors may say."""
    entries, dropped = [], []
    for entry in document.root.entries:
        if entry.key == "kontakt" and isinstance(entry.value, Block):
            own = [it for it in entry.value.entries if it.key in _OF_PERSONS]
            dropped += [f"kontakt.{it.key}" for it in own]
            others = tuple(it for it in entry.value.entries if it not in own)
            entries.append(entry._replace(value=replace(entry.value, entries=others)))
        elif entry.key in _OF_EDITORS:
            dropped.append(entry.key)
        elif entry.key != "pflege":
            entries.append(entry)
    notes = (f"Nicht übernommen, das trägt die Redaktion ein: {', '.join(dropped)}",)
    return Claims(replace(document.root, entries=tuple(entries)), notes if dropped else ())


@dataclass(frozen=True, slots=True)
class Matches:
    """Finds records of a catalogue by words; `organisation` is the provider an editor named."""

    catalogue: Catalogue
    today: date
    organisation: str | None = None

    def matched(self, claims: Claims) -> Matched:
        """The offer with ids for names."""
        root = claims.root
        terms: tuple[tuple[str, ContentType[Term]], ...] = (
            ("gebiet", DISTRICT),
            ("themen", TOPIC),
            ("zielgruppen", AUDIENCE),
        )
        for key, content_type in terms:
            root = with_items(root, key, self._naming(content_type))
        if self.organisation:
            root = with_value(root, "anbieter", [self.organisation])
        elif any(slugify(words) == PRIVATE_PERSON for words in texts_at(root, "anbieter")):
            return Matched(root, needs_person=True)
        root, bodies, notes = self._providers(root)
        root, venues, more, district = self._places(root)
        return Matched(
            with_value(root, "pflege", self._care()),
            files=(*_placed(ORGANISATION, bodies), *_placed(VENUE, venues)),
            notes=(*notes, *more),
            district=district,
        )

    def free_name(
        self,
        content_type: ContentType[Content],
        title: str,
        district: str = "",
        drafts: Iterable[str] = (),
    ) -> str:
        """An id that no record of the type has or had: the title, with the district or a number.

        `drafts` are the ids of those that are made beside it.
        """
        records = self.catalogue.of(content_type)
        former = (old for it in records.values() for old in getattr(it.content, "former_ids", ()))
        taken = {*records, *former, *RESERVED, *drafts}
        return next(name for name in _names(title, district, content_type) if name not in taken)

    def _care(self) -> Plain:
        source = {"art": "sonstiges", "datum": self.today.isoformat(), "titel": "Meldung"}
        return {"status": "eingang", "quellen": [source]}

    def _naming(self, content_type: ContentType[Term]) -> Callable[[str], str]:
        """Ids of terms for their names."""
        records = self.catalogue.of(content_type)
        names = {folded(word): name for name, it in records.items() for word in _words_of(it)}
        return lambda words: words if words in records else names.get(folded(words), words)

    # --- who

    def _providers(self, root: Block) -> tuple[Block, dict[str, Draft], list[str]]:
        found, notes = {}, []
        made: dict[str, Draft] = {}
        for words in texts_at(root, "anbieter"):
            known = self._organisation(words)
            if known and known != words:
                notes.append(f"Anbieter „{words}“ ist schon da: {ORGANISATION.path_of(known)}")
            elif not known:
                form = next((form for form, sign in _FORMS if sign.search(words)), "")
                keys: dict[str, Plain] = {"name": cut(words, _LABEL)}
                keys |= {"rechtsform": form} if form else {}
                known = self._drafted(keys, ORGANISATION, made)
            found[words] = known
        return with_items(root, "anbieter", lambda it: found.get(it, it)), made, notes

    def _organisation(self, words: str) -> str | None:
        """The provider of that id or name, if there is exactly one."""
        bodies = self.catalogue.of(ORGANISATION)
        if words in bodies:
            return words
        vocabulary = vocabulary_of(self.catalogue)
        name = vocabulary.name(words)
        alike = {
            body_id: max(compare(name, vocabulary.name(own)) for own in _names_of(body))
            for body_id, body in bodies.items()
        }
        for least in (Likeness.SAME, Likeness.NEAR):
            found = [body_id for body_id, likeness in alike.items() if likeness >= least]
            if len(found) == 1:
                return found[0]
        return None

    # --- where

    def _places(self, root: Block) -> tuple[Block, dict[str, Draft], list[str], str]:
        districts = self.catalogue.of(DISTRICT)
        areas = texts_at(root, "gebiet")
        named = [area for area in areas if area in districts]
        given = named[0] if len(named) == 1 else ""
        found, notes = {}, []
        made: dict[str, Draft] = {}
        lies_in: list[str] = []
        for words in texts_at(root, "orte"):
            known = self._venue(words)
            if known:
                lies_in.append(self.catalogue.of(VENUE)[known].content.district or "")
                if known != words:
                    notes.append(f"Ort „{words}“ ist schon da: {VENUE.path_of(known)}")
            else:
                keys = self._address(words, given)
                lies_in.append(str(keys.get("stadtbezirk", "")))
                known = self._drafted(keys, VENUE, made)
            found[words] = known
        root = with_items(root, "orte", lambda it: found.get(it, it))
        district = next(filter(None, lies_in), given)
        if found and given and areas == [given] and all(lies_in):
            # A place says by itself where it is.
            root = with_value(root, "gebiet", None)
            if given not in lies_in:
                notes.append(f"Gemeldet ist der Stadtbezirk {given}; der Ort liegt in {district}.")
        elif not found and not areas:
            district = self._district(" ".join(" ".join(texts_at(root, key)) for key in _SAID))
            if district:
                root = with_value(root, "gebiet", [district])
                notes.append(f"Der Stadtbezirk {district} steht im Text; bitte prüfen.")
        return root, made, notes, district

    def _venue(self, words: str) -> str | None:
        venues = self.catalogue.of(VENUE)
        known = words if words in venues else place_of(words, venues).venue
        if known:
            return known
        streets = {street_and_number(part) for part in words.split(",")}
        found = [
            name
            for name, venue in venues.items()
            if venue.content.street and street_and_number(venue.content.street) in streets
        ]
        return found[0] if len(found) == 1 else None

    def _address(self, words: str, district: str) -> dict[str, Plain]:
        """Name, street, postal code and district of a place that is not there yet."""
        parts = [part.strip() for part in words.split(",") if part.strip()]
        code = next(iter(_CODE.findall(words)), "")
        plain_parts = [part for part in parts if not _CODE.search(part)] or parts
        street = next((part for part in plain_parts if street_and_number(part)[1]), "")
        name = next((part for part in plain_parts if part != street), street)
        keys: dict[str, Plain] = {"name": cut(name, _LABEL)}
        if street:
            keys["strasse"] = cut(street, _LABEL)
        if code:
            keys["plz"] = code
        found = district or self._district_of(code) or self._district(words)
        return {**keys, "stadtbezirk": found} if found else keys

    def _district_of(self, code: str) -> str:
        """The one district in which all known places with that postal code are."""
        venues = [it.content for it in self.catalogue.of(VENUE).values()]
        found = {it.district for it in venues if code and it.postal_code == code and it.district}
        return found.pop() if len(found) == 1 else ""

    def _district(self, words: str) -> str:
        """The one district that is named in a text."""
        text = _spaced(words)
        found = {
            name
            for name, it in self.catalogue.of(DISTRICT).items()
            for own in _words_of(it)
            if _spaced(own) in text
        }
        return found.pop() if len(found) == 1 else ""

    def _drafted(
        self, keys: dict[str, Plain], content_type: ContentType[Content], made: dict[str, Draft]
    ) -> str:
        """The id of a draft, which is put to those made before; that of the same one, if any."""
        care = {"pflege": self._care()}
        draft = Draft(in_model_order({**keys, **care}, content_type.model), ())
        same = next((name for name, it in made.items() if it == draft), None)
        name = same or self.free_name(content_type, str(keys["name"]), drafts=made)
        made[name] = draft
        return name


def _placed(
    content_type: ContentType[Content], drafts: Mapping[str, Draft]
) -> Iterator[tuple[str, Draft]]:
    return ((content_type.path_of(name), draft) for name, draft in drafts.items())


def _names(title: str, district: str, content_type: ContentType[Content]) -> Iterator[str]:
    base = slugify(title) or content_type.name
    yield base
    short = base[: MAX_SLUG - max(len(district), 4) - 1].rstrip("-")
    if district:
        yield f"{short}-{district}"
    yield from (f"{short}-{number}" for number in range(2, 10_000))


def _spaced(words: str) -> str:
    """All words with a space around each, to find some of them in others."""
    return f" {' '.join(_WORD.findall(folded(words)))} "


def _words_of(record: Record[Term]) -> Iterable[str]:
    """How people call a term."""
    term = record.content
    words = (term.name, getattr(term, "long_name", None), *term.synonyms)
    return (word for word in words if word)


def _names_of(record: Record[Organisation]) -> Iterable[str]:
    return (name for name in (record.content.name, record.content.short_name) if name)
