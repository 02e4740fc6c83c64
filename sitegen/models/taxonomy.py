"""Stadtbezirk, Thema, Zielgruppe, WHO-Feld, SDG: the vocabularies by which records are found."""

from typing import Annotated

from pydantic import Field

from sitegen.fields import GridStep, Label, Line, Prose, Slug, ref
from sitegen.models.base import Content, ContentType
from sitegen.models.crisis import LineGroup
from sitegen.models.versions import Versions


class Term(Content):
    """A word of a vocabulary; the order in the file is the order on the site."""

    name: Label = Field(alias="name", description="Bezeichnung.")
    easy_name: Label | None = Field(
        None, alias="leicht", description="Bezeichnung in Leichter Sprache."
    )
    synonyms: list[Label] = Field([], alias="synonyme", description="Andere Wörter dafür.")
    text: Prose | None = Field(None, alias="text", description="Was damit gemeint ist.")


class Choice(Term):
    """A word by which visitors choose offers: it has a page in easy language."""

    versions: Versions | None = Field(
        None, alias="sprachfassungen", description="Leichte Sprache und Übersetzungen."
    )


class Topic(Choice):
    """What an offer is about."""

    lines: list[LineGroup] = Field(
        [],
        alias="krisenhilfe",
        description="Nummern der Krisenhilfe, die oben auf der Seite stehen: jetzt, reden.",
    )


class Audience(Choice):
    """For whom an offer is meant; never a label of a lack."""


class WhoField(Term):
    """A field of action of an age-friendly city, as the World Health Organization names it."""

    number: Label = Field(alias="nummer", description="Nummer des Feldes.")


class Goal(Term):
    """A sustainable development goal of the United Nations."""

    number: Label = Field(alias="nummer", description="Nummer des Ziels.")


class District(Choice):
    """A part of the city with its neighbours and its tile on the map."""

    number: Label = Field(alias="nummer", description="Amtliche Nummer.")
    long_name: Label | None = Field(
        None, alias="anzeige", description="Voller Name, zum Beispiel mit der Stadt davor."
    )
    group: Line | None = Field(None, alias="gruppe", description="Zum Beispiel: innen oder außen.")
    neighbours: list[Annotated[Slug, ref("stadtbezirk")]] = Field(
        [], alias="nachbarn", description="Kennungen der Nachbarn."
    )
    tile: list[GridStep] = Field(
        alias="kachel",
        min_length=2,
        max_length=2,
        description="Spalte und Zeile auf der Kachelkarte.",
    )

    @property
    def full_name(self) -> str:
        """What it is called where it stands alone."""
        return self.long_name or self.name


TOPIC = ContentType(
    "thema",
    "Thema",
    Topic,
    "content/taxonomie/themen.yaml",
    "/themen/",
    required=True,
    has_easy=True,
)
AUDIENCE = ContentType(
    "zielgruppe",
    "Zielgruppe",
    Audience,
    "content/taxonomie/zielgruppen.yaml",
    "/zielgruppen/",
    required=True,
    has_easy=True,
)
DISTRICT = ContentType(
    "stadtbezirk",
    "Stadtbezirk",
    District,
    "content/taxonomie/stadtbezirke.yaml",
    "/stadtbezirke/",
    required=True,
    has_easy=True,
)
WHO_FIELD = ContentType(
    "who-feld", "WHO-Feld", WhoField, "content/taxonomie/who-felder.yaml", "/who-felder/"
)
GOAL = ContentType("sdg", "UN-Ziel", Goal, "content/taxonomie/sdg.yaml", "/nachhaltigkeitsziele/")
