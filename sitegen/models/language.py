"""Sprache of the site's own pages, and an editorial page in one of these languages."""

from typing import Literal

from pydantic import Field

from sitegen.fields import IsoDate, Label, Line, Prose, Summary
from sitegen.models.base import Content, ContentType
from sitegen.models.page import START


class SiteLanguage(Content):
    """A language in which some pages of the site can be read; its id is its two-letter code."""

    name: Label = Field(alias="name", description="Wie die Sprache sich selbst nennt.")
    german: Label = Field(alias="deutsch", description="Wie sie auf Deutsch heißt.")
    direction: Literal["ltr", "rtl"] = Field(
        "ltr", alias="richtung", description="Leserichtung. rtl: von rechts nach links."
    )
    extent: Literal["seiten", "angebote"] = Field(
        "seiten",
        alias="umfang",
        description="seiten: nur übersetzte Seiten. angebote: auch alle Angebote.",
    )
    reviewed_by: Label | None = Field(
        None, alias="geprueft_von", description="Wer die Worte der Oberfläche geprüft hat. Rolle."
    )
    reviewed_on: IsoDate | None = Field(
        None, alias="geprueft_am", description="Tag dieser Prüfung."
    )
    crisis_hash: Line | None = Field(
        None,
        alias="krisenworte_hash",
        description="Prüfsumme der geprüften Worte rund um „Hilfe sofort“.",
    )


class TranslatedPage(Content):
    """The page of the same name in another language."""

    title: Label = Field(alias="titel", description="Überschrift in dieser Sprache.")
    summary: Summary = Field(alias="kurz", description="Ein Satz: Was steht hier?")
    source_hash: Line | None = Field(
        None, alias="quelle_hash", description="Prüfsumme des übersetzten Textes."
    )
    translated_by: Label | None = Field(
        None, alias="uebersetzt_von", description="Wer übersetzt hat. Oder: maschinell."
    )
    reviewed_by: Label | None = Field(
        None, alias="geprueft_von", description="Wer die Übersetzung geprüft hat. Rolle."
    )
    reviewed_on: IsoDate | None = Field(
        None, alias="geprueft_am", description="Tag dieser Prüfung."
    )
    text: Prose = Field(alias="text", description="Der Text unter dem Kopf.")


LANGUAGE = ContentType("sprache", "Sprache", SiteLanguage, "content/taxonomie/sprachen.yaml")
TRANSLATED_PAGE = ContentType(
    "uebersetzte-seite",
    "Seite in einer anderen Sprache",
    TranslatedPage,
    "content/seiten",
    "/",
    suffix=".??.md",
    index_id=START,
    is_editorial=True,
)
