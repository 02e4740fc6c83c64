"""A record in easy language and in other languages; films in sign language are records."""

from typing import Annotated

from pydantic import Field

from sitegen.fields import IsoDate, Label, Language, Line, Lines, Sentence, Slug
from sitegen.models.base import Content
from sitegen.models.blocks import Picture


class EasyException(Content):
    """A sentence of an easy text that stays as it is, and why."""

    sentence: Sentence = Field(alias="satz", description="Der Satz, wie er im Text steht.")
    rule: Slug = Field(
        alias="regel", description="Die Kennung des Hinweises, zum Beispiel: leicht-satz-lang."
    )
    reason: Sentence = Field(alias="grund", description="Warum der Satz so bleibt.")


class EasyPicture(Picture):
    """A picture that helps to understand a page in easy language."""

    section: Label | None = Field(
        None,
        alias="abschnitt",
        description="Überschrift, unter der das Bild steht. Ohne Angabe: ganz oben.",
    )


EasyExceptions = Annotated[
    list[EasyException],
    Field(
        alias="ausnahmen",
        max_length=50,
        description="Sätze, die gegen eine Regel so bleiben, jeder mit einem Grund.",
    ),
]


class EasyText(Content):
    """A description in easy language, written by hand."""

    title: Label | None = Field(None, alias="titel", description="Titel in Leichter Sprache.")
    text: Lines = Field(alias="text", description="Ein Satz pro Zeile.")
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
    pictures: list[Picture] = Field(
        [], alias="bilder", max_length=20, description="Bilder zum Text in Leichter Sprache."
    )
    exceptions: EasyExceptions = Field([])


class Translation(Content):
    """A record's words in another language."""

    language: Language = Field(alias="sprache", description="Sprache, zum Beispiel: en.")
    title: Label = Field(alias="titel", description="Übersetzter Titel.")
    summary: Sentence = Field(alias="kurz", description="Übersetzter Kurztext.")
    reviewed_on: IsoDate | None = Field(
        None, alias="geprueft_am", description="Wann ein Mensch die Übersetzung geprüft hat."
    )


class Versions(Content):
    """The record in easy language and in other languages."""

    easy: EasyText | None = Field(None, alias="leicht", description="Leichte Sprache.")
    translations: list[Translation] = Field(
        [], alias="uebersetzungen", description="Andere Sprachen."
    )


def easy_block(content: Content) -> EasyText | None:
    """What stands in a record itself in easy language."""
    versions = getattr(content, "versions", None)
    return versions.easy if isinstance(versions, Versions) else None
