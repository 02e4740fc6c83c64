"""Angebot: a standing, open, low-threshold offer."""

from typing import Annotated, Literal

from pydantic import Field

from sitegen.fields import (
    IsoDate,
    Label,
    Language,
    Line,
    Prose,
    Sentence,
    Slug,
    Summary,
    ref,
)
from sitegen.models.base import Content, ContentType
from sitegen.models.blocks import (
    AgeRange,
    Care,
    Contact,
    Costs,
    FirstVisit,
    FormerIds,
    Links,
    LowThreshold,
    Networking,
    Picture,
    Registration,
)
from sitegen.models.times import Times
from sitegen.models.versions import Versions

OfferKind = Literal[
    "offener-treff",
    "gruppe",
    "kurs",
    "veranstaltung",
    "beratung",
    "telefon",
    "online",
    "besuchsdienst",
    "begleitung",
    "mittagstisch",
    "tafel-laden",
    "verguenstigung",
    "anlaufstelle",
    "ehrenamt",
    "fortbildung",
    "sport",
    "kultur",
    "information",
]
Mode = Literal["vor_ort", "online", "telefon", "hausbesuch", "hybrid"]
CITY_WIDE = "stadtweit"
NATION_WIDE = "bundesweit"


class Offer(Content):
    """Ten keys make an offer, everything else is optional."""

    title: Label = Field(alias="titel", description="Wie das Angebot heißt. Neutral, ohne Wertung.")
    summary: Summary = Field(alias="kurz", description="Ein Satz: Was macht man dort?")
    text: Prose | None = Field(None, alias="text", description="Längere Beschreibung.")
    kind: OfferKind = Field(alias="art", description="Art des Angebots.")
    organisations: list[Annotated[Slug, ref("anbieter")]] = Field(
        alias="anbieter", min_length=1, description="Wer das Angebot macht: Kennungen."
    )
    mode: Mode = Field(alias="modus", description="Wie man teilnimmt.")
    venues: list[Annotated[Slug, ref("ort")]] = Field(
        [],
        alias="orte",
        description="Wo es stattfindet: Kennungen der Orte. Bei hausbesuch: das Büro.",
    )
    areas: list[Annotated[Slug, ref("stadtbezirk", keywords=(CITY_WIDE, NATION_WIDE))]] = Field(
        [],
        alias="gebiet",
        description="Wofür es gilt: Stadtbezirke, stadtweit oder bundesweit.",
    )
    topics: list[Annotated[Slug, ref("thema")]] = Field(
        alias="themen", min_length=1, description="Kennungen der Themen. Das wichtigste zuerst."
    )
    audiences: list[Annotated[Slug, ref("zielgruppe")]] = Field(
        ["alle"], alias="zielgruppen", description="Für wen. Ohne Angabe: alle."
    )
    age: AgeRange | None = Field(None, alias="alter", description="Für welches Alter.")
    languages: list[Language] = Field(
        [], alias="sprachen", description="Welche Sprachen dort gesprochen werden."
    )
    access: list[Literal["selbst", "angehoerige", "fachstelle", "ueberweisung"]] = Field(
        [], alias="zugang", description="Wer den Kontakt aufnehmen kann."
    )
    not_for: list[Line] = Field([], alias="nicht_fuer", description="Für wen es nicht gedacht ist.")
    next_steps: list[Sentence] = Field(
        [], alias="naechste_schritte", description="Was man als Erstes tut, der Reihe nach."
    )
    registration: Registration | None = Field(None, alias="anmeldung", description="Anmeldung.")
    documents: list[Line] = Field([], alias="unterlagen", description="Was man mitbringen muss.")
    places_left: Literal["frei", "warteliste", "voll", "unbekannt"] = Field(
        "unbekannt", alias="platz", description="Gibt es freie Plätze?"
    )
    places_left_on: IsoDate | None = Field(
        None, alias="platz_stand", description="Tag dieser Auskunft. Gilt 30 Tage."
    )
    search_words: list[Label] = Field(
        [], alias="suchworte", description="Wörter, unter denen man es auch finden soll."
    )
    former_ids: FormerIds = Field([])
    contact: Contact | None = Field(
        None, alias="kontakt", description="Kontakt. Ohne Angabe gilt der des Anbieters."
    )
    times: Times | None = Field(None, alias="zeiten", description="Wann es stattfindet.")
    costs: Costs | None = Field(None, alias="kosten", description="Was es kostet.")
    low_threshold: LowThreshold = Field(
        alias="niedrigschwellig", description="Wie leicht man dazukommt."
    )
    first_visit: FirstVisit | None = Field(
        None, alias="erster_besuch", description="Fünf kurze Antworten zum ersten Besuch."
    )
    picture: Picture | None = Field(None, alias="bild", description="Was man dort macht.")
    links: Links | None = Field(None, alias="verweise", description="Verweise.")
    networking: Networking = Field(
        "keine", alias="vernetzung", description="Stand der Vernetzung. Intern."
    )
    versions: Versions | None = Field(
        None, alias="sprachfassungen", description="Leichte Sprache und Übersetzungen."
    )
    care: Care = Field(alias="pflege", description="Stand, Prüfung und Belege.")

    @property
    def is_visit(self) -> bool:
        """Whether somebody comes to people's homes."""
        return self.mode == "hausbesuch"

    @property
    def places(self) -> list[str]:
        """The venues to which one goes; those of who comes to people are offices."""
        return [] if self.is_visit else self.venues


OFFER = ContentType(
    "angebot",
    "Angebot",
    Offer,
    "offers",
    "/angebote/",
    has_easy=True,
    # One of orte and gebiet is needed, and a way of contact unless the provider has one.
    short=("orte", "gebiet", "kontakt.telefon", "kontakt.email", "kontakt.web"),
)
