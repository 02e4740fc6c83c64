"""A record in easy language, in sign language and in other languages."""

from pydantic import Field

from sitegen.fields import IsoDate, Label, Language, Line, Lines, Pixels, Sentence
from sitegen.models.base import Content


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


class SignFilm(Content):
    """A film in German Sign Language with the properties the regulation asks for."""

    file: Line = Field(alias="datei", description="Name der Film-Datei.")
    width: Pixels = Field(alias="breite", description="Breite in Pixeln.")
    height: Pixels = Field(alias="hoehe", description="Höhe in Pixeln.")
    frames: Pixels = Field(alias="bilder_pro_sekunde", description="Bilder pro Sekunde.")
    megabytes: Pixels = Field(alias="groesse_mb", description="Größe in Megabyte.")
    seconds: Pixels = Field(alias="dauer_sekunden", description="Dauer in Sekunden.")
    transcript: Lines = Field(alias="wortlaut", description="Was im Film gesagt wird.")


class Translation(Content):
    """A record's words in another language."""

    language: Language = Field(alias="sprache", description="Sprache, zum Beispiel: en.")
    title: Label = Field(alias="titel", description="Übersetzter Titel.")
    summary: Sentence = Field(alias="kurz", description="Übersetzter Kurztext.")
    reviewed_on: IsoDate | None = Field(
        None, alias="geprueft_am", description="Wann ein Mensch die Übersetzung geprüft hat."
    )


class Versions(Content):
    """The record in easy language, sign language and other languages."""

    easy: EasyText | None = Field(None, alias="leicht", description="Leichte Sprache.")
    sign: SignFilm | None = Field(None, alias="dgs", description="Gebärdensprache.")
    translations: list[Translation] = Field(
        [], alias="uebersetzungen", description="Andere Sprachen."
    )


class OtherVersions(Content):
    """Versions of a record whose easy text is a file of its own."""

    sign: SignFilm | None = Field(None, alias="dgs", description="Gebärdensprache.")
    translations: list[Translation] = Field(
        [], alias="uebersetzungen", description="Andere Sprachen."
    )
