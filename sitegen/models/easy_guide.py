"""The words of a Wegfinder in easy language; ways, places and numbers stay in the guide itself."""

from pydantic import Field

from sitegen.fields import IsoDate, Label, Line, Note, Slug
from sitegen.models.base import Content, ContentType
from sitegen.models.guide import GUIDE, Explained
from sitegen.models.versions import EasyExceptions


class EasyAnswer(Content):
    """An answer of the guide: its id is the word in the address that it leads to."""

    id: Slug = Field(
        alias="kennung",
        description="Kennung der Antwort im Wegfinder. Hat sie keine: das Wort bei weiter.",
    )
    text: Note = Field(
        alias="text",
        description="Die Antwort, so wie jemand sie sagen würde. Ein Satz pro Zeile.",
    )


class EasyQuestion(Content):
    """A question of the guide with its answers."""

    id: Slug = Field(alias="kennung", description="Kennung der Frage im Wegfinder.")
    question: Label = Field(alias="frage", description="Die Frage.")
    help: Explained | None = Field(
        None, alias="hilfe", description="Ein paar Sätze, ein Satz pro Zeile."
    )
    answers: list[EasyAnswer] = Field(
        alias="antworten", min_length=1, description="Die Antworten auf diese Frage."
    )

    @property
    def words(self) -> tuple[str, ...]:
        """All that visitors read of it."""
        return (self.question, self.help or "", *(answer.text for answer in self.answers))


class EasyStep(Content):
    """What a first step of the guide says."""

    who: Line = Field(alias="wer", description="Eine Stelle oder ein Mensch, der hilft.")
    how: Explained = Field(alias="wie", description="Wie man ihn erreicht. Ein Satz pro Zeile.")
    say: Note | None = Field(
        None, alias="sagen", description="Was man sagen kann. Ein Satz pro Zeile."
    )
    asked: list[Line] = Field(
        [], alias="gefragt", description="Was man dort vielleicht gefragt wird."
    )
    bring: list[Line] = Field([], alias="mitbringen", description="Was man mitbringt.")
    company: Explained | None = Field(
        None, alias="begleitung", description="Wer mitkommen kann. Ein Satz pro Zeile."
    )


class EasyResult(Content):
    """A result of the guide."""

    id: Slug = Field(alias="kennung", description="Kennung des Ergebnisses im Wegfinder.")
    title: Label = Field(alias="titel", description="Überschrift des Ergebnisses.")
    text: Explained | None = Field(
        None,
        alias="text",
        description="Ein paar Sätze vor dem ersten Schritt, ein Satz pro Zeile.",
    )
    first_step: EasyStep = Field(alias="erster_schritt", description="Was man als Erstes tut.")

    @property
    def words(self) -> tuple[str, ...]:
        """All that visitors read of it."""
        step = self.first_step
        said = (self.text or "", step.who, step.how, step.say or "", step.company or "")
        return (self.title, *said, *step.asked, *step.bring)


class EasyGuide(Content):
    """The guide of the same name in easy language."""

    title: Label = Field(alias="titel", description="Überschrift in Leichter Sprache.")
    summary: Note = Field(alias="kurz", description="Wobei er hilft. Ein Satz pro Zeile.")
    text: Explained | None = Field(
        None, alias="text", description="Ein paar Sätze vor der ersten Frage, ein Satz pro Zeile."
    )
    questions: list[EasyQuestion] = Field(
        alias="fragen", min_length=1, description="Die Fragen mit ihren Antworten."
    )
    results: list[EasyResult] = Field(
        alias="ergebnisse", min_length=1, description="Wohin die Wege führen."
    )
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
    exceptions: EasyExceptions = Field([])


EASY_GUIDE = ContentType(
    "leichter-wegfinder",
    "Wegfinder in Leichter Sprache",
    EasyGuide,
    GUIDE.place,
    suffix=".leicht.yaml",
    is_editorial=True,
)
