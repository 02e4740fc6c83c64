"""Anbieter: who organises offers; not where they take place."""

from typing import Annotated, Literal

from pydantic import Field

from sitegen.fields import Label, Prose, Slug, ref
from sitegen.models.base import Content, ContentType
from sitegen.models.blocks import (
    Care,
    Contact,
    FormerIds,
    Networking,
)

PRIVATE_PERSON = "privatperson"
LegalForm = Literal[
    "amt",
    "verein",
    "ggmbh",
    "kirche",
    "stiftung",
    "genossenschaft",
    "koerperschaft",
    "initiative",
    "privatperson",
    "sonstige",
]


class Organisation(Content):
    """A body that organises offers, or a private person under strict rules."""

    name: Label = Field(alias="name", description="Offizieller Name.")
    short_name: Label | None = Field(None, alias="kurzname", description="Kurzer Name.")
    legal_form: LegalForm = Field("sonstige", alias="rechtsform", description="Rechtsform.")
    parent: Annotated[Slug, ref("anbieter")] | None = Field(
        None, alias="traeger", description="Kennung des Trägers."
    )
    member_of: list[Annotated[Slug, ref("anbieter")]] = Field(
        [], alias="mitglied_in", description="Kennungen von Verbänden und Netzen."
    )
    placeholder: Literal["ja", "nein"] = Field(
        "nein",
        alias="platzhalter",
        description="Steht der Eintrag nur da, weil der Anbieter noch nicht bekannt ist?",
    )
    text: Prose | None = Field(None, alias="text", description="Wer das ist.")
    contact: Contact | None = Field(None, alias="kontakt", description="Kontakt.")
    networking: Networking = Field(
        "keine", alias="vernetzung", description="Stand der Vernetzung. Intern."
    )
    former_ids: FormerIds = Field([])
    care: Care = Field(alias="pflege", description="Stand, Prüfung und Belege.")

    @property
    def is_placeholder(self) -> bool:
        """Whether it stands for a provider that nobody knows yet."""
        return self.placeholder == "ja"


ORGANISATION = ContentType(
    "anbieter",
    "Anbieter",
    Organisation,
    "content/anbieter",
    "/anbieter/",
    short=("rechtsform", "kontakt.telefon", "kontakt.email", "kontakt.web"),
)
