"""Meldung: news, press, publications, films and material, each with its day."""

from typing import Literal

from pydantic import Field

from sitegen.fields import IsoDate, Label, Line, Prose, Summary, TriState, WebAddress, YesNo
from sitegen.models.base import Content, ContentType
from sitegen.models.blocks import (
    Care,
    FormerIds,
    Links,
    Picture,
)


class News(Content):
    """Something to tell, newest first."""

    title: Label = Field(alias="titel", description="Überschrift.")
    summary: Summary = Field(alias="kurz", description="Ein Satz: Was ist neu?")
    kind: Literal["nachricht", "presse", "veroeffentlichung", "film", "material"] = Field(
        "nachricht", alias="art", description="Art der Meldung."
    )
    on: IsoDate = Field(alias="datum", description="Tag der Meldung.")
    web: WebAddress | None = Field(None, alias="web", description="Wo es mehr dazu gibt.")
    web_title: Label | None = Field(
        None, alias="web_titel", description="Was dort zu finden ist, in Worten."
    )
    file: Line | None = Field(None, alias="datei", description="Name der Datei in content/medien/.")
    file_for_all: TriState = Field(
        YesNo.UNKNOWN,
        alias="datei_barrierefrei",
        description="Ist die Datei barrierefrei, oder steht alles auch auf einer Seite?",
    )
    picture: Picture | None = Field(None, alias="bild", description="Bild.")
    links: Links | None = Field(None, alias="verweise", description="Verweise.")
    former_ids: FormerIds = Field([])
    care: Care = Field(alias="pflege", description="Stand, Prüfung und Belege.")
    text: Prose | None = Field(None, alias="text", description="Der Text unter dem Kopf.")


NEWS = ContentType(
    "meldung",
    "Meldung",
    News,
    "content/meldungen",
    "/meldungen/",
    suffix=".md",
    is_editorial=True,
)
