"""Glossar: the words of easy language, explained where they occur, one word for one thing."""

from pydantic import Field

from sitegen.fields import Label, Lines
from sitegen.models.base import Content, ContentType


class GlossaryEntry(Content):
    """A word of easy texts; without an explanation it counts as known."""

    name: Label = Field(
        alias="wort", description="Das Wort; ein senkrechter Strich zeigt, wo es geteilt wird."
    )
    forms: list[Label] = Field(
        [], alias="formen", description="Andere Formen des Wortes, zum Beispiel die Mehrzahl."
    )
    explanation: Lines | None = Field(
        None,
        alias="erklaerung",
        description="Was das Wort heißt, in Leichter Sprache. Ein Satz pro Zeile. Ohne Angabe: "
        "Das Wort ist bekannt.",
    )
    instead: list[Label] = Field(
        [], alias="statt", description="Wörter, die für dasselbe nicht benutzt werden."
    )


GLOSSARY = ContentType(
    "glossar", "Wort im Wörter-Buch", GlossaryEntry, "content/taxonomie/glossar.yaml"
)
