"""Dokument: a council paper or report; every mention of its number becomes a link."""

from typing import Literal

from pydantic import Field

from sitegen.fields import (
    IsoDate,
    Label,
    Line,
    PaperNumber,
    Prose,
    Sentence,
    TriState,
    WebAddress,
    YesNo,
)
from sitegen.models.base import Content, ContentType
from sitegen.models.blocks import Care, FormerIds


class Document(Content):
    """A paper with its number, its body and where to read it."""

    title: Sentence = Field(alias="titel", description="Titel des Dokuments.")
    number: PaperNumber | None = Field(
        None,
        alias="nummer",
        description="Nummer, wie Texte sie nennen: ein Wort und n/JJJJ.",
    )
    kind: Literal["vorlage", "antrag", "bericht", "literatur", "sonstiges"] = Field(
        alias="art", description="Art des Dokuments."
    )
    body: Line | None = Field(None, alias="gremium", description="Welches Gremium es behandelt.")
    issued_by: Label | None = Field(
        None, alias="von", description="Welche Stelle oder Fraktion es verfasst hat."
    )
    on: IsoDate | None = Field(None, alias="datum", description="Datum des Dokuments.")
    meeting_on: IsoDate | None = Field(None, alias="sitzung", description="Tag der Sitzung.")
    web: WebAddress | None = Field(None, alias="web", description="Wo man es lesen kann.")
    file: Line | None = Field(None, alias="datei", description="Name der Datei in content/medien/.")
    file_for_all: TriState = Field(
        YesNo.UNKNOWN,
        alias="datei_barrierefrei",
        description="Ist die Datei barrierefrei, oder steht alles auch auf einer Seite?",
    )
    text: Prose | None = Field(None, alias="text", description="Worum es darin geht.")
    former_ids: FormerIds = Field([])
    care: Care = Field(alias="pflege", description="Stand, Prüfung und Belege.")


DOCUMENT = ContentType(
    "dokument",
    "Dokument",
    Document,
    "content/dokumente",
    "/dokumente/",
    is_editorial=True,
    short=("nummer", "datum", "web"),
)
