"""Seite and its twin in easy language: what the office writes for everybody."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field

from sitegen.fields import IsoDate, Label, Line, MixedReference, Prose, Rank, Slug, Summary, ref
from sitegen.models.base import Content, ContentType
from sitegen.models.blocks import (
    Care,
    FormerIds,
    Links,
    Picture,
)
from sitegen.models.versions import EasyExceptions, EasyPicture

START = "start"

# What BITV 2.0 § 4 asks for in easy language and in sign language, in this order: contents,
# navigation, the core of the accessibility statement, and what else there is. Each is a page.
Topic = Literal["inhalt", "navigation", "erklaerung", "weitere"]
TOPIC_PAGES: Mapping[Topic, str] = {
    "inhalt": START,
    "navigation": "so-geht-es",
    "erklaerung": "barrierefreiheit",
    "weitere": "leichte-sprache-und-gebaerdensprache",
}
_HEADING = re.compile(r"^#{2,3} +(.+?)\s*$", re.MULTILINE)

Part = Literal[
    "kontakt",
    "hilfe",
    "suche",
    "themen",
    "zielgruppen",
    "stadtbezirke",
    "ohne-weg",
    "merkzettel",
    "wochenblaetter",
    "verweisen",
    "melden",
    "leichte-sprache",
    "luecken",
    "gebaerdensprache",
    "erklaerung",
]


class EditorialPage(Content):
    """A page of the office; `start` gives the start page its words."""

    title: Label = Field(alias="titel", description="Überschrift der Seite.")
    summary: Summary = Field(alias="kurz", description="Ein Satz: Was steht hier?")
    menu_title: Label | None = Field(
        None, alias="menue_titel", description="Kurzer Titel für das Menü."
    )
    area: Literal["eingang", "initiative", "hilfe", "recht"] | None = Field(
        None,
        alias="bereich",
        description="Wo die Seite verlinkt ist. eingang: die Wege von der Startseite aus.",
    )
    rank: Rank = Field(50, alias="rang", description="Reihenfolge im Menü, 1 zuerst.")
    guides: list[Annotated[Slug, ref("wegfinder")]] = Field(
        [], alias="wegfinder", description="Wegfinder gleich unter der Überschrift: Kennungen."
    )
    begins_with: list[Part] = Field(
        [], alias="zuerst", description="Fertige Teile über dem Text, der Reihe nach."
    )
    shows: list[Part] = Field(
        [], alias="zeigt", description="Fertige Teile unter dem Text, der Reihe nach."
    )
    offers_of: list[Annotated[MixedReference, ref("thema", "zielgruppe", "stadtbezirk")]] = Field(
        [],
        alias="angebote_zu",
        description="Auswahl von Angeboten unter dem Text, zum Beispiel: thema/begegnung.",
    )
    placeholder: Literal["platzhalter", "entwurf"] | None = Field(
        None,
        alias="vorlaeufig",
        description="platzhalter: Text fehlt noch. entwurf: noch nicht freigegeben.",
    )
    picture: Picture | None = Field(None, alias="bild", description="Bild.")
    links: Links | None = Field(None, alias="verweise", description="Verweise.")
    former_ids: FormerIds = Field([])
    care: Care = Field(alias="pflege", description="Stand, Prüfung und Belege.")
    text: Prose | None = Field(None, alias="text", description="Der Text unter dem Kopf.")


class EasyPage(Content):
    """The page of the same name in easy language: one sentence per line."""

    title: Label = Field(alias="titel", description="Überschrift in Leichter Sprache.")
    summary: Line | None = Field(None, alias="kurz", description="Ein kurzer Satz.")
    source_hash: Line | None = Field(
        None, alias="quelle_hash", description="Prüfsumme des übertragenen Textes."
    )
    translated_by: Label | None = Field(
        None, alias="uebersetzt_von", description="Wer übertragen hat."
    )
    tested_by: Label | None = Field(None, alias="geprueft_von", description="Welche Prüfgruppe.")
    tested_on: IsoDate | None = Field(None, alias="geprueft_am", description="Tag der Prüfung.")
    picture_credit: Line | None = Field(
        None, alias="bildnachweis", description="Wer die Bilder gemacht hat."
    )
    pictures: list[EasyPicture] = Field(
        [], alias="bilder", max_length=20, description="Bilder zum Text in Leichter Sprache."
    )
    exceptions: EasyExceptions = Field([])
    text: Prose = Field(alias="text", description="Der Text unter dem Kopf. Ein Satz pro Zeile.")

    def headings(self) -> Iterator[re.Match[str]]:
        """The headings of the text, each with its words as group 1."""
        return _HEADING.finditer(self.text)


PAGE = ContentType(
    "seite",
    "Seite",
    EditorialPage,
    "content/seiten",
    "/",
    suffix=".md",
    index_id=START,
    is_editorial=True,
    has_easy=True,
)
EASY_PAGE = ContentType(
    "leichte-seite",
    "Seite in Leichter Sprache",
    EasyPage,
    "content/seiten",
    "/leichte-sprache/",
    suffix=".leicht.md",
    index_id=START,
    is_editorial=True,
)
