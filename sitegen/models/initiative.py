"""Initiative: a strategy, project or intervention; the hub of what belongs to it."""

from typing import Annotated, Literal

from pydantic import Field

from sitegen.fields import Label, Line, Prose, Rank, Sentence, Slug, Summary, WebAddress, When, ref
from sitegen.models.base import Content, ContentType
from sitegen.models.blocks import (
    Care,
    Contact,
    FormerIds,
    Links,
    Picture,
)

Progress = Literal["geplant", "laufend", "abgeschlossen", "unbekannt"]


class Phase(Content):
    """A stretch of an initiative's course."""

    title: Label = Field(alias="titel", description="Wie die Phase heißt.")
    begin: When | None = Field(None, alias="beginn", description="Beginn, so genau wie bekannt.")
    end: When | None = Field(None, alias="ende", description="Ende, so genau wie bekannt.")
    text: Sentence | None = Field(None, alias="text", description="Was geschah oder geplant war.")


class State(Content):
    """How far an initiative is: never without the day this was known."""

    progress: Progress = Field(
        alias="fortschritt", description="geplant, laufend, abgeschlossen oder unbekannt."
    )
    on: When = Field(alias="am", description="Wann das bekannt war, so genau wie möglich.")
    text: Sentence = Field(alias="text", description="Der Stand in einem Satz.")


class Partner(Content):
    """An organisation that takes part, and with what."""

    organisation: Annotated[Slug, ref("anbieter")] = Field(
        alias="anbieter", description="Kennung des Anbieters."
    )
    role: Line | None = Field(None, alias="rolle", description="Was sie beiträgt.")


class Initiative(Content):
    """A strategy, project, campaign or intervention of the city and its partners."""

    title: Label = Field(alias="titel", description="Wie die Initiative heißt.")
    summary: Summary = Field(alias="kurz", description="Ein Satz: Was will sie?")
    kind: Literal[
        "initiative",
        "strategie",
        "vorhaben",
        "krisenintervention",
        "kampagne",
        "konferenz",
        "reihe",
        "mitgliedschaft",
    ] = Field(alias="art", description="Art der Initiative.")
    part_of: Annotated[Slug, ref("initiative")] | None = Field(
        None, alias="teil_von", description="Kennung der Initiative, zu der sie gehört."
    )
    rank: Rank = Field(50, alias="rang", description="Reihenfolge in Listen, 1 zuerst.")
    begin: When | None = Field(None, alias="beginn", description="Beginn, so genau wie bekannt.")
    end: When | None = Field(None, alias="ende", description="Ende, so genau wie bekannt.")
    state: State | None = Field(None, alias="stand", description="Stand mit Datum.")
    aims: list[Sentence] = Field([], alias="ziele", description="Was erreicht werden soll.")
    phases: list[Phase] = Field([], alias="phasen", description="Verlauf, der Reihe nach.")
    lead: Annotated[Slug, ref("anbieter")] | None = Field(
        None, alias="fuehrend", description="Wer federführend ist: Kennung des Anbieters."
    )
    partners: list[Partner] = Field([], alias="partner", description="Wer mitmacht.")
    web: WebAddress | None = Field(None, alias="web", description="Web-Seite der Initiative.")
    contact: Contact | None = Field(None, alias="kontakt", description="Eigener Kontakt.")
    topics: list[Annotated[Slug, ref("thema")]] = Field(
        [], alias="themen", description="Kennungen der Themen."
    )
    picture: Picture | None = Field(None, alias="bild", description="Bild.")
    links: Links | None = Field(None, alias="verweise", description="Verweise.")
    former_ids: FormerIds = Field([])
    care: Care = Field(alias="pflege", description="Stand, Prüfung und Belege.")
    text: Prose | None = Field(None, alias="text", description="Der Text unter dem Kopf.")


INITIATIVE = ContentType(
    "initiative",
    "Initiative",
    Initiative,
    "content/initiativen",
    "/initiativen/",
    suffix=".md",
    is_editorial=True,
)
