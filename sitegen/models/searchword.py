"""Suchwort: what people say when they look for something, and what they mean by it."""

from typing import Annotated

from pydantic import Field

from sitegen.fields import Label, MixedReference, ref
from sitegen.models.base import Content, ContentType


class SearchWord(Content):
    """Words of everyday speech that lead to terms or offers; what is meant is never printed."""

    words: list[Label] = Field(
        alias="worte",
        min_length=1,
        description="Was Menschen eingeben, auch mehrere Wörter: jemand zum Reden.",
    )
    means: list[
        Annotated[MixedReference, ref("thema", "zielgruppe", "stadtbezirk", "anbieter", "angebot")]
    ] = Field(
        alias="meint",
        min_length=1,
        description="Was dann gefunden wird: Art und Kennung, zum Beispiel: thema/trauer.",
    )


SEARCH_WORD = ContentType("suchwort", "Suchwort", SearchWord, "content/taxonomie/suchworte.yaml")
