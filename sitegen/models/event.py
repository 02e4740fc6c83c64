"""Veranstaltung: something that takes place at a certain time, once or again and again."""

from typing import Annotated, Literal

from pydantic import Field

from sitegen.fields import Label, Line, Prose, Sentence, Slug, Summary, When, ref
from sitegen.models.base import Content, ContentType
from sitegen.models.blocks import (
    Care,
    Contact,
    Costs,
    FormerIds,
    Links,
    Picture,
    Registration,
)
from sitegen.models.offer import Mode
from sitegen.models.times import Date, Material, Recurrence
from sitegen.models.versions import Versions


class Session(Content):
    """A part of an event with its own time and place."""

    title: Label = Field(alias="titel", description="Wie der Teil heißt.")
    begin: When | None = Field(None, alias="beginn", description="Beginn, so genau wie bekannt.")
    end: When | None = Field(None, alias="ende", description="Ende.")
    cancelled: Literal["ja", "nein"] = Field(
        "nein", alias="abgesagt", description="Fällt er aus? Er bleibt als abgesagt stehen."
    )
    venues: list[Annotated[Slug, ref("ort")]] = Field(
        [], alias="orte", description="Kennungen der Orte."
    )
    venue_text: Line | None = Field(
        None, alias="ort_text", description="Ort in Worten, wenn er kein eigener Eintrag ist."
    )
    text: Sentence | None = Field(None, alias="text", description="Worum es geht.")


class Origin(Content):
    """The calendar an event was taken from, so that it is not taken twice."""

    calendar: Line = Field(alias="kalender", description="Wessen Kalender es war.")
    uid: Line = Field(alias="uid", description="Kennung des Termins in diesem Kalender.")


class Event(Content):
    """An event, a series of dates, or a day in the past with its sources.

    How exact `begin` and `end` are is how they are written: a year, a month, a day, a minute.
    A series has a `recurrence` (its first date is `begin`), or only `dates`, or, while none is
    known, a `rhythm` in words.
    """

    title: Label = Field(alias="titel", description="Wie die Veranstaltung heißt.")
    summary: Summary = Field(alias="kurz", description="Ein Satz: Worum geht es?")
    text: Prose | None = Field(None, alias="text", description="Längere Beschreibung.")
    begin: When | None = Field(
        None,
        alias="beginn",
        description="So genau wie bekannt: 2026, 2026-03, 2026-03-01 oder 2026-03-01 18:30.",
    )
    end: When | None = Field(None, alias="ende", description="Ende, wie der Beginn geschrieben.")
    rhythm: Line | None = Field(
        None, alias="rhythmus", description="Wie oft eine Reihe stattfindet, in Worten."
    )
    recurrence: Recurrence | None = Field(
        None, alias="wiederholung", description="Wie sie sich wiederholt. beginn ist der erste Tag."
    )
    dates: list[Date] = Field(
        [],
        alias="termine",
        max_length=400,
        description="Was an einem Tag besonders ist. Ohne wiederholung: die Termine selbst.",
    )
    series: Annotated[Slug, ref("veranstaltung")] | None = Field(
        None, alias="reihe", description="Kennung der Reihe, zu der sie gehört."
    )
    organisations: list[Annotated[Slug, ref("anbieter")]] = Field(
        [], alias="veranstalter", description="Wer sie veranstaltet: Kennungen der Anbieter."
    )
    mode: Mode = Field("vor_ort", alias="modus", description="Wie man teilnimmt.")
    venues: list[Annotated[Slug, ref("ort")]] = Field(
        [], alias="orte", description="Wo sie stattfindet: Kennungen der Orte."
    )
    venue_text: Line | None = Field(
        None, alias="ort_text", description="Ort in Worten, wenn er kein eigener Eintrag ist."
    )
    sessions: list[Session] = Field(
        [], alias="teile", description="Teile mit eigener Zeit oder eigenem Ort."
    )
    public: Literal["offen", "fachlich", "geladen"] | None = Field(
        None,
        alias="publikum",
        description="offen: alle, fachlich: Fachleute, geladen: Gäste. Nur wenn es bekannt ist.",
    )
    topics: list[Annotated[Slug, ref("thema")]] = Field(
        [], alias="themen", description="Kennungen der Themen."
    )
    audiences: list[Annotated[Slug, ref("zielgruppe")]] = Field(
        [], alias="zielgruppen", description="Für wen. Kennungen der Zielgruppen."
    )
    registration: Registration | None = Field(None, alias="anmeldung", description="Anmeldung.")
    costs: Costs | None = Field(None, alias="kosten", description="Was sie kostet.")
    contact: Contact | None = Field(
        None, alias="kontakt", description="Kontakt. Ohne Angabe gilt der der Veranstalter."
    )
    state: Literal["geplant", "bestaetigt", "abgesagt", "verschoben", "ausgebucht"] = Field(
        "bestaetigt",
        alias="stand",
        description="geplant: nur angekündigt, nicht belegt, dass sie stattfand.",
    )
    participants: Line | None = Field(
        None, alias="teilnehmende", description="Danach: wie viele kamen, zum Beispiel: rund 100."
    )
    documentation: list[Material] = Field(
        [], alias="dokumentation", description="Danach: was man nachlesen kann."
    )
    origin: Origin | None = Field(
        None, alias="herkunft", description="Aus welchem Kalender sie übernommen ist."
    )
    picture: Picture | None = Field(None, alias="bild", description="Bild der Veranstaltung.")
    links: Links | None = Field(None, alias="verweise", description="Verweise.")
    former_ids: FormerIds = Field([])
    versions: Versions | None = Field(
        None, alias="sprachfassungen", description="Leichte Sprache und Übersetzungen."
    )
    care: Care = Field(alias="pflege", description="Stand, Prüfung und Belege.")

    @property
    def is_series(self) -> bool:
        """Whether it comes again, or is meant to."""
        return bool(self.recurrence or self.dates or (self.rhythm and not self.begin))


EVENT = ContentType(
    "veranstaltung",
    "Veranstaltung",
    Event,
    "content/veranstaltungen",
    "/veranstaltungen/",
    has_easy=True,
    short=("beginn", "veranstalter", "orte"),
)
