"""Ort: where offers take place; not who organises them."""

from typing import Annotated, Literal

from pydantic import Field

from sitegen.fields import (
    IsoDate,
    Label,
    Latitude,
    Line,
    Longitude,
    PostalCode,
    Prose,
    Sentence,
    Slug,
    ref,
)
from sitegen.models.base import Content, ContentType
from sitegen.models.blocks import (
    Accessibility,
    Care,
    FormerIds,
    Picture,
)


class Venue(Content):
    """A house, church or square with its address and access facts."""

    name: Label = Field(alias="name", description="Wie der Ort heißt.")
    street: Label | None = Field(None, alias="strasse", description="Straße und Hausnummer.")
    postal_code: PostalCode | None = Field(None, alias="plz", description="Postleitzahl.")
    city: Label | None = Field(None, alias="ort", description="Gemeinde. Ohne Angabe: die Stadt.")
    district: Annotated[Slug, ref("stadtbezirk")] | None = Field(
        None, alias="stadtbezirk", description="Kennung des Stadtbezirks."
    )
    latitude: Latitude | None = Field(None, alias="lat", description="Breite in Grad.")
    longitude: Longitude | None = Field(None, alias="lon", description="Länge in Grad.")
    stop: Line | None = Field(None, alias="haltestelle", description="Haltestelle und Linien.")
    shown_as: Literal["voll", "strasse", "bezirk", "auf_anfrage"] = Field(
        "voll", alias="adresse_sichtbar", description="Wie viel von der Adresse gezeigt wird."
    )
    entrance: Sentence | None = Field(None, alias="eingang", description="Wie man hineinkommt.")
    accessibility: Accessibility | None = Field(
        None, alias="barrierefreiheit", description="Zugang. Was fehlt, ist unbekannt."
    )
    text: Prose | None = Field(None, alias="text", description="Was dort ist.")
    picture: Picture | None = Field(None, alias="bild", description="Bild der Tür.")
    valid_from: IsoDate | None = Field(None, alias="gueltig_ab", description="Ort gilt ab.")
    valid_until: IsoDate | None = Field(None, alias="gueltig_bis", description="Ort gilt bis.")
    former_ids: FormerIds = Field([])
    care: Care = Field(alias="pflege", description="Stand, Prüfung und Belege.")


VENUE = ContentType(
    "ort", "Ort", Venue, "content/orte", "/orte/", short=("strasse", "plz", "stadtbezirk")
)
