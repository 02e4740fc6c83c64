"""When something takes place: rules in editors' words, what differs on some days, single dates."""

from typing import Annotated, Literal

from pydantic import Field

from sitegen.fields import (
    ClockTime,
    HowOften,
    IsoDate,
    Label,
    Line,
    Sentence,
    Slug,
    TriState,
    WebAddress,
    When,
    Year,
    YesNo,
    ref,
)
from sitegen.models.base import Content

OnHolidays = Literal["offen", "zu", "unbekannt"]
InSchoolHolidays = Literal["ja", "nein", "nur", "unbekannt"]

SchoolHolidays = Annotated[
    InSchoolHolidays,
    Field(
        alias="ferien",
        description="In den Schulferien: ja, nein, nur dann oder unbekannt.",
    ),
]
PublicHolidays = Annotated[
    OnHolidays, Field(alias="feiertage", description="An Feiertagen: offen, zu oder unbekannt.")
]


class TimeRule(Content):
    """A regular time: on which days, from when until when, and while which days are free."""

    days: list[HowOften] = Field(
        alias="tage",
        min_length=1,
        max_length=10,
        description="Wochentage oder Rhythmus, zum Beispiel: am 2. Dienstag im Monat.",
    )
    start: ClockTime | None = Field(None, alias="von", description="Beginn.")
    end: ClockTime | None = Field(
        None, alias="bis", description="Ende. Bis 06:00 darf es am nächsten Tag sein."
    )
    valid_from: IsoDate | None = Field(
        None, alias="gueltig_ab", description="Gilt ab. Bei „alle 2 …“ der erste Termin."
    )
    valid_until: IsoDate | None = Field(None, alias="gueltig_bis", description="Gilt bis.")
    school_holidays: SchoolHolidays = Field("unbekannt")
    public_holidays: PublicHolidays = Field("unbekannt")


class TimeException(Content):
    """Days that differ from the rules: closed, or at another time or place."""

    on: IsoDate = Field(alias="datum", description="Der Tag, oder der erste von mehreren.")
    until: IsoDate | None = Field(
        None, alias="letzter_tag", description="Der letzte Tag, wenn es mehrere sind."
    )
    closed: Literal["ja", "nein"] = Field(
        "ja", alias="geschlossen", description="Fällt der Tag aus?"
    )
    start: ClockTime | None = Field(None, alias="von", description="Anderer Beginn.")
    end: ClockTime | None = Field(None, alias="bis", description="Anderes Ende.")
    venues: list[Annotated[Slug, ref("ort")]] = Field(
        [], alias="orte", description="Anderer Ort: Kennungen."
    )
    text: Line | None = Field(None, alias="text", description="Hinweis zu diesem Tag.")


class PassingNote(Content):
    """A note for a while; it is gone by itself after its last day."""

    text: Sentence = Field(alias="text", description="Was Besucher wissen müssen.")
    until: IsoDate = Field(alias="bis", description="Letzter Tag, an dem es dasteht.")


class Times(Content):
    """When an offer takes place, as the provider says it."""

    rules: list[TimeRule] = Field([], alias="regeln", max_length=30, description="Feste Zeiten.")
    exceptions: list[TimeException] = Field(
        [], alias="ausnahmen", max_length=200, description="Abweichende Tage."
    )
    by_arrangement: TriState = Field(
        YesNo.UNKNOWN, alias="nach_vereinbarung", description="Auch nach Vereinbarung?"
    )
    note: PassingNote | None = Field(
        None, alias="hinweis", description="Hinweis für eine Weile, mit letztem Tag."
    )
    text: Sentence | None = Field(
        None, alias="text", description="Zeiten in Worten, wo keine feste Regel bekannt ist."
    )
    year: Year | None = Field(
        None, alias="beleg_jahr", description="Jahr, aus dem die Zeiten belegt sind."
    )


class Recurrence(Content):
    """How an event comes again; its first date is the event's own `beginn`."""

    rhythm: HowOften = Field(
        alias="regel", description="Rhythmus, zum Beispiel: jeden 2. Monat am 3. Dienstag."
    )
    until: IsoDate | None = Field(None, alias="bis", description="Letzter Tag der Reihe.")
    school_holidays: SchoolHolidays = Field("unbekannt")
    public_holidays: PublicHolidays = Field("unbekannt")
    without: list[IsoDate] = Field(
        [], alias="ausser", description="Tage, an denen es keinen Termin gibt."
    )
    also: list[When] = Field([], alias="zusaetzlich", description="Weitere Tage, auch mit Uhrzeit.")


class Material(Content):
    """Something to read or see that belongs to an event or to one date of it."""

    title: Label = Field(alias="titel", description="Was es ist, zum Beispiel: Bericht.")
    document: Annotated[Slug, ref("dokument")] | None = Field(
        None, alias="dokument", description="Kennung eines Dokuments."
    )
    web: WebAddress | None = Field(None, alias="web", description="Web-Adresse.")


class Date(Content):
    """One date of a series: what is special about it, or, without a rule, the date itself."""

    on: IsoDate = Field(alias="am", description="Tag des Termins, wie ihn die Regel ergibt.")
    cancelled: Literal["ja", "nein"] = Field(
        "nein", alias="abgesagt", description="Fällt er aus? Er bleibt als abgesagt stehen."
    )
    full: Literal["ja", "nein"] = Field(
        "nein", alias="ausgebucht", description="Sind an diesem Tag alle Plätze vergeben?"
    )
    moved_to: When | None = Field(
        None, alias="verlegt_auf", description="Neuer Tag, wenn er verlegt ist; auch mit Uhrzeit."
    )
    start: ClockTime | None = Field(None, alias="von", description="Anderer Beginn.")
    end: ClockTime | None = Field(None, alias="bis", description="Anderes Ende.")
    venues: list[Annotated[Slug, ref("ort")]] = Field(
        [], alias="orte", description="Anderer Ort: Kennungen."
    )
    venue_text: Line | None = Field(None, alias="ort_text", description="Anderer Ort in Worten.")
    topic: Label | None = Field(None, alias="thema", description="Worum es an diesem Tag geht.")
    text: Sentence | None = Field(None, alias="text", description="Mehr zu diesem Tag.")
    offers: list[Annotated[Slug, ref("angebot")]] = Field(
        [], alias="angebote", description="Angebote, die sich vorstellen: Kennungen."
    )
    material: list[Material] = Field(
        [], alias="unterlagen", description="Was man dazu lesen oder ansehen kann."
    )
