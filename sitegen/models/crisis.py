"""Krisenhilfe: the numbers that must never be wrong, independent of the operating mode."""

from typing import Literal

from pydantic import Field

from sitegen.fields import IsoDate, Label, Line, Phone, Sentence, WebAddress
from sitegen.models.base import Content, ContentType
from sitegen.models.blocks import Evidence

# Offers on this topic stand near a crisis: their numbers and their age are watched more closely.
CRISIS_TOPIC = "krise"


LineGroup = Literal["jetzt", "reden"]


class CrisisLine(Content):
    """A help line; shown on every page, never paused, never translated unreviewed."""

    group: LineGroup = Field(
        alias="gruppe", description="jetzt: Tag und Nacht in Not. reden: zu bestimmten Zeiten."
    )
    name: Label = Field(alias="name", description="Name der Hilfe.")
    numbers: list[Phone] = Field(alias="nummern", min_length=1, description="Telefonnummern.")
    audience: Sentence = Field(alias="fuer", description="Für wen.")
    hours: Line = Field(alias="wann", description="Wann jemand abnimmt.")
    without_call: Sentence | None = Field(
        None,
        alias="ohne_anruf",
        description="Wie es ohne Anruf geht, zum Beispiel mit Chat oder Mail.",
    )
    web: WebAddress | None = Field(None, alias="web", description="Chat oder Mail im Netz.")
    evidence: list[Evidence] = Field(alias="quellen", min_length=1, description="Belege.")
    checked_on: IsoDate | None = Field(
        None, alias="geprueft_am", description="Tag der letzten Prüfung durch einen Menschen."
    )
    checked_by: Label | None = Field(
        None, alias="geprueft_von", description="Rolle, die geprüft hat. Kein Name."
    )


CRISIS_LINE = ContentType(
    "krisenhilfe", "Krisenhilfe", CrisisLine, "content/krisenhilfe.yaml", required=True
)
