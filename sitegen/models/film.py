"""Film: a film in German Sign Language, with all that BITV 2.0 Anlage 2 asks of it."""

from typing import Annotated, Literal

from pydantic import Field

from sitegen.fields import (
    Frames,
    IsoDate,
    Label,
    Language,
    Line,
    Lines,
    MixedReference,
    Pixels,
    Seconds,
    Summary,
    TriState,
    YesNo,
    ref,
)
from sitegen.models.base import Content, ContentType
from sitegen.models.blocks import Care, FormerIds
from sitegen.models.page import Topic

LEAST_WIDTH, LEAST_HEIGHT, LEAST_FRAMES = 320, 240, 25

Unknown = YesNo.UNKNOWN


class FilmForm(Content):
    """What only a person can see: each of them is asked for by BITV 2.0 Anlage 2 Teil 1."""

    no_shadows: TriState = Field(
        Unknown, alias="keine_schatten", description="Keine Schatten auf dem Körper?"
    )
    face: TriState = Field(
        Unknown, alias="mimik_sichtbar", description="Mimik und Mundbild gut zu sehen?"
    )
    background: TriState = Field(
        Unknown,
        alias="hintergrund_ruhig",
        description="Hintergrund unbewegt, weder schwarz noch weiß?",
    )
    contrast: TriState = Field(
        Unknown,
        alias="kontrast",
        description="Hände heben sich von Kleidung und Hintergrund ab?",
    )
    clothes: TriState = Field(
        Unknown, alias="kleidung_dunkel", description="Kleidung dunkel und einfarbig?"
    )
    logo: TriState = Field(
        Unknown, alias="dgs_logo", description="Logo für Gebärdensprache zu sehen?"
    )


class Film(Content):
    """A film in sign language; what the file says of itself need not be written."""

    title: Label = Field(alias="titel", description="Titel des Films.")
    summary: Summary = Field(alias="kurz", description="Ein Satz: Worum geht es im Film?")
    topics: list[Topic] = Field(
        [],
        alias="themen",
        description="Welche der vier Pflicht-Themen der Startseite der Film zeigt.",
    )
    about: list[
        Annotated[
            MixedReference,
            ref(
                *("seite", "angebot", "veranstaltung", "wegfinder", "initiative", "meldung"),
                *("thema", "stadtbezirk", "zielgruppe", "ort", "anbieter"),
            ),
        ]
    ] = Field([], alias="zu", description="Auf welchen Seiten der Film steht: Art und Kennung.")
    file: Line = Field(alias="datei", description="Film-Datei in content/medien/: .mp4 oder .webm.")
    width: Pixels | None = Field(
        None, alias="breite", description="Breite in Pixeln. Nur, wenn die Datei es nicht sagt."
    )
    height: Pixels | None = Field(
        None, alias="hoehe", description="Höhe in Pixeln. Nur, wenn die Datei es nicht sagt."
    )
    frames: Frames | None = Field(
        None,
        alias="bilder_pro_sekunde",
        description="Bilder pro Sekunde. Nur, wenn die Datei es nicht sagt.",
    )
    seconds: Seconds | None = Field(
        None, alias="dauer_sekunden", description="Dauer. Nur, wenn die Datei es nicht sagt."
    )
    poster: Line | None = Field(
        None, alias="standbild", description="Bild aus dem Film in content/medien/."
    )
    captions: Line = Field(
        alias="untertitel", description="Datei mit Untertiteln in content/medien/: .vtt."
    )
    captions_language: Language = Field(
        "de", alias="untertitel_sprache", description="Sprache der Untertitel. Ohne Angabe: de."
    )
    transcript: Lines = Field(alias="wortlaut", description="Was im Film gesagt wird, als Text.")
    form: FilmForm = Field(
        FilmForm(), alias="gestaltung", description="Was ein Mensch am Film geprüft hat."
    )
    made_by: Label = Field(alias="gemacht_von", description="Wer den Film gemacht hat.")
    by_deaf_people: TriState = Field(
        Unknown, alias="von_tauben_menschen", description="Gebärden taube Menschen im Film?"
    )
    made_on: IsoDate | None = Field(None, alias="gedreht_am", description="Tag der Aufnahme.")
    licence: Line = Field(alias="lizenz", description="Unter welcher Lizenz der Film steht.")
    consent: Literal["liegt_vor", "nicht_noetig"] = Field(
        alias="einwilligung", description="Haben die Menschen im Film eingewilligt?"
    )
    former_ids: FormerIds = Field([])
    care: Care = Field(alias="pflege", description="Stand, Prüfung und Belege.")


def open_criteria(film: Film) -> tuple[str, ...]:
    """The keys of what nobody has answered with yes, in the order of the regulation."""
    form, fields = film.form, FilmForm.model_fields
    left = [name for name in fields if getattr(form, name) is not YesNo.YES]
    return tuple(str(fields[name].alias) for name in left)


FILM = ContentType(
    "film",
    "Film in Gebärdensprache",
    Film,
    "content/filme",
    "/gebaerdensprache/",
    is_editorial=True,
)
