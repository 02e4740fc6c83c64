"""Prüfung: what was checked on one occasion, so that an afternoon of calls is one entry."""

from typing import Annotated, Literal

from pydantic import Field

from sitegen.fields import IsoDate, Label, MixedReference, ref
from sitegen.models.base import Content, ContentType


class Review(Content):
    """Records that a person checked on one day in one way; it counts like `geprueft_am` in each."""

    on: IsoDate = Field(alias="am", description="Tag der Prüfung.")
    by: Label = Field(alias="rolle", description="Rolle, die geprüft hat. Kein Name.")
    kind: Literal["telefonat", "mail", "besuch", "anbieterseite"] = Field(
        alias="art", description="Wie geprüft wurde."
    )
    records: list[
        Annotated[
            MixedReference,
            ref(
                "angebot",
                "anbieter",
                "ort",
                "veranstaltung",
                "krisenhilfe",
                "initiative",
                "seite",
                "wegfinder",
                "dokument",
                "meldung",
            ),
        ]
    ] = Field(
        alias="eintraege",
        min_length=1,
        description="Was geprüft wurde, zum Beispiel: angebot/mittagstisch.",
    )


REVIEW = ContentType("pruefung", "Prüfung", Review, "content/pruefungen.yaml")
