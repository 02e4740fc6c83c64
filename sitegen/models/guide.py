"""Wegfinder: questions that lead to one first step, never to a dead end."""

from typing import Annotated, Literal

from pydantic import Field

from sitegen.fields import (
    Label,
    Line,
    MarkdownText,
    MixedReference,
    Note,
    Rank,
    Sentence,
    Slug,
    Summary,
    ref,
)
from sitegen.models.base import Content, ContentType
from sitegen.models.blocks import Care, FormerIds
from sitegen.models.offer import Mode

Explained = Annotated[Note, MarkdownText()]
Body = Annotated[MixedReference, ref("angebot", "anbieter", "krisenhilfe")]


class Choice(Content):
    """An answer and where it leads; its own id, or that of its target, stands in the address."""

    text: Label = Field(
        alias="text", description="Die Antwort, so wie jemand sie von sich sagen würde."
    )
    leads_to: Slug = Field(
        alias="weiter", description="Kennung der nächsten Frage oder eines Ergebnisses."
    )
    own_id: Slug | None = Field(
        None,
        alias="kennung",
        description="Neutrales Wort für die Adresse der Seite. Ohne Angabe: das Wort bei weiter.",
    )

    @property
    def id(self) -> str:
        """The step of the address that says this was answered."""
        return self.own_id or self.leads_to


class Question(Content):
    """A node with at least two ways on."""

    id: Slug = Field(alias="kennung", description="Kennung der Frage in diesem Wegfinder.")
    question: Line = Field(alias="frage", description="Die Frage.")
    help: Explained | None = Field(
        None, alias="hilfe", description="Ein paar Sätze, die das Antworten leichter machen."
    )
    choices: list[Choice] = Field(
        alias="antworten", min_length=2, description="Mindestens zwei Antworten."
    )


class FirstStep(Content):
    """What to do first: whom to reach, how, and with which words."""

    who: Line = Field(alias="wer", description="Eine Stelle oder Rolle, die hilft.")
    body: Body | None = Field(
        None,
        alias="stelle",
        description="Art und Kennung des Eintrags, aus dem Name und Telefon dieser Stelle kommen.",
    )
    how: Sentence = Field(alias="wie", description="Wie man sie erreicht.")
    say: Sentence | None = Field(None, alias="sagen", description="Was man sagen kann.")
    asked: list[Line] = Field(
        [], alias="gefragt", description="Was man dort vielleicht gefragt wird."
    )
    bring: list[Line] = Field([], alias="mitbringen", description="Was man mitbringt.")
    company: Sentence | None = Field(None, alias="begleitung", description="Wer mitkommen kann.")


class Query(Content):
    """Which offers a result shows: at most three that fit all that is named."""

    topics: list[Annotated[Slug, ref("thema")]] = Field(
        [], alias="themen", description="Eines dieser Themen."
    )
    audiences: list[Annotated[Slug, ref("zielgruppe")]] = Field(
        [], alias="zielgruppen", description="Eine dieser Zielgruppen."
    )
    modes: list[Mode] = Field([], alias="modus", description="Eine dieser Arten teilzunehmen.")
    districts: list[Annotated[Slug, ref("stadtbezirk")]] = Field(
        [], alias="stadtbezirke", description="In einem dieser Stadtbezirke."
    )


class Result(Content):
    """Where a way ends: one first step, few offers, a person to ask."""

    id: Slug = Field(alias="kennung", description="Kennung des Ergebnisses in diesem Wegfinder.")
    title: Label = Field(alias="titel", description="Überschrift des Ergebnisses.")
    text: Explained | None = Field(
        None, alias="text", description="Ein paar Sätze vor dem ersten Schritt."
    )
    first_step: FirstStep = Field(alias="erster_schritt", description="Was man als Erstes tut.")
    query: Query | None = Field(None, alias="angebote", description="Welche Angebote passen.")
    helper: Body | None = Field(
        None,
        alias="kontakt",
        description="Wer weiterhilft. Ohne Angabe: der Kontakt des Wegfinders.",
    )


class Guide(Content):
    """A way of at most seven steps from a first question to a result."""

    title: Label = Field(alias="titel", description="Überschrift des Wegfinders.")
    summary: Summary = Field(alias="kurz", description="Ein Satz: Wobei hilft er?")
    public: Literal["alle", "fachlich"] = Field(
        "alle", alias="publikum", description="Für alle oder für Fachleute."
    )
    rank: Rank = Field(50, alias="rang", description="Reihenfolge in der Übersicht, 1 zuerst.")
    text: Explained | None = Field(
        None, alias="text", description="Ein paar Sätze vor der ersten Frage."
    )
    helper: Body | None = Field(
        None,
        alias="kontakt",
        description="Mit wem man lieber spricht, bei jeder Frage. Ohne Angabe: die Stelle.",
    )
    start: Slug = Field(alias="start", description="Kennung der ersten Frage.")
    questions: list[Question] = Field(
        alias="fragen", min_length=1, description="Die Fragen mit ihren Antworten."
    )
    results: list[Result] = Field(
        alias="ergebnisse", min_length=1, description="Wohin die Wege führen."
    )
    former_ids: FormerIds = Field([])
    care: Care = Field(alias="pflege", description="Stand, Prüfung und Belege.")

    @property
    def inner_words(self) -> tuple[str, ...]:
        """What its questions and results say, in their order."""
        said: list[str | None] = []
        for question in self.questions:
            said += [question.question, question.help, *(it.text for it in question.choices)]
        for result in self.results:
            step = result.first_step
            said += [result.title, result.text, step.who, step.how, step.say]
            said += [*step.asked, *step.bring, step.company]
        return tuple(words or "" for words in said)


GUIDE = ContentType(
    "wegfinder",
    "Wegfinder",
    Guide,
    "content/wegfinder",
    "/wegfinder/",
    has_easy=True,
    is_editorial=True,
    # Needed where two answers to a question lead to the same.
    short=("fragen.antworten.kennung",),
)
