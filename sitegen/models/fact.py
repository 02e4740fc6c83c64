"""Fakt: a number or name that stands once, always with its year and source."""

from typing import Annotated, Literal

from pydantic import Field

from sitegen.fields import IsoDate, Label, Line, Sentence, Slug, Year, ref
from sitegen.models.base import Content, ContentType
from sitegen.models.blocks import Evidence


class Fact(Content):
    """A dated, sourced statement that texts quote by `[[fakt:id]]`."""

    value: Label = Field(alias="wert", description="Zahl oder Name, zum Beispiel: 58000 oder 11,6.")
    unit: Label | None = Field(None, alias="einheit", description="Einheit, zum Beispiel: Prozent.")
    kind: Literal["zahl", "name"] = Field(
        "zahl", alias="art", description="zahl, oder name für den Namen einer Leistung."
    )
    statement: Sentence = Field(alias="aussage", description="Was die Zahl sagt.")
    year: Year | None = Field(None, alias="jahr", description="Jahr, auf das sie sich bezieht.")
    survey: Line | None = Field(None, alias="erhebung", description="Welche Erhebung.")
    source: Line = Field(alias="quelle", description="Woher die Zahl kommt, wie man sie zitiert.")
    evidence: list[Evidence] = Field([], alias="belege", description="Belege der Redaktion.")
    until: IsoDate | None = Field(
        None, alias="gueltig_bis", description="Danach steht dabei: bitte nachfragen."
    )
    replaced_by: Annotated[Slug, ref("fakt")] | None = Field(
        None, alias="ersetzt_durch", description="Kennung des neueren Fakts."
    )


FACT = ContentType("fakt", "Fakt", Fact, "content/fakten.yaml")
