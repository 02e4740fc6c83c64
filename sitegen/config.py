"""What a build is told: content/site.yaml by the city, an `Order` by the command."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from sitegen.compounds import Splitting
from sitegen.fields import (
    IsoDate,
    Label,
    Language,
    Line,
    Mail,
    MixedReference,
    Note,
    Phone,
    Sentence,
    WebAddress,
    ref,
)

SITE_FILE = "content/site.yaml"
TEXTS_FOLDER = "content/texte"
MEDIA_FOLDER = "content/medien"


Land = Literal[
    "BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH"
]


class Settings(BaseModel):
    """Strict and frozen, like every record."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, validate_by_alias=True, validate_by_name=False
    )


class Office(Settings):
    """The office that answers: a role, never a person."""

    name: Label = Field(alias="stelle", description="Name der Stelle.")
    role: Sentence = Field(alias="aufgabe", description="Wobei sie hilft, in einem Satz.")
    phone: Phone | None = Field(None, alias="telefon", description="Telefonnummer der Stelle.")
    mail: Mail | None = Field(None, alias="email", description="Mail-Adresse der Stelle.")
    web: WebAddress | None = Field(None, alias="web", description="Web-Seite der Stelle.")
    hours: Line | None = Field(None, alias="sprechzeiten", description="Wann jemand abnimmt.")
    post: Note | None = Field(None, alias="post", description="Postanschrift.")
    stand_in: Annotated[MixedReference, ref("angebot", "anbieter")] | None = Field(
        None,
        alias="vertretung",
        description="Wen man anruft, solange die Stelle keine Nummer hat, "
        "zum Beispiel: angebot/kennung.",
    )


class Legal(Settings):
    """What production needs; a missing date means the text is still a placeholder."""

    imprint_on: IsoDate | None = Field(
        None, alias="impressum_geprueft_am", description="Impressum freigegeben am."
    )
    privacy_on: IsoDate | None = Field(
        None, alias="datenschutz_geprueft_am", description="Datenschutz-Text freigegeben am."
    )
    accessibility_on: IsoDate | None = Field(
        None,
        alias="rechtlich_geprueft_am",
        description="Erklärung zur Barrierefreiheit rechtlich geprüft am.",
    )
    accessibility_mail: Mail | None = Field(
        None, alias="barrierefreiheit_kontakt", description="Kontakt für Barrieren."
    )


class Notice(Settings):
    """What everybody should know for some days: it comes and goes by itself."""

    text: Line = Field(
        alias="text", description="Was alle wissen sollen, in einem oder zwei Sätzen."
    )
    easy: Line | None = Field(None, alias="leicht", description="Dasselbe in Leichter Sprache.")
    since: IsoDate | None = Field(None, alias="ab", description="Erster Tag. Ohne Angabe: sofort.")
    until: IsoDate = Field(alias="bis", description="Letzter Tag, an dem der Hinweis zu sehen ist.")
    target: (
        Annotated[MixedReference, ref("seite", "angebot", "veranstaltung", "meldung", "initiative")]
        | None
    ) = Field(
        None, alias="ziel", description="Seite, auf der mehr steht, zum Beispiel: seite/kontakt."
    )
    web: WebAddress | None = Field(
        None, alias="web", description="Web-Adresse, wenn anderswo mehr steht."
    )

    def is_on(self, today: date) -> bool:
        """Whether visitors see it on that day."""
        return (self.since is None or self.since <= today) and today <= self.until


class Barrier(Settings):
    """Something on the site that not everybody can use, and that no program can know of."""

    what: Sentence = Field(alias="was", description="Was nicht barrierefrei ist, in einem Satz.")
    kind: Literal["unvereinbar", "unverhaeltnismaessig", "ausgenommen"] = Field(
        "unvereinbar",
        alias="art",
        description="unvereinbar: widerspricht den Regeln. unverhaeltnismaessig: wäre eine zu "
        "große Last. ausgenommen: Die Regeln gelten dafür nicht.",
    )
    reason: Sentence = Field(alias="grund", description="Warum es so ist.")
    instead: Sentence | None = Field(
        None, alias="ersatz", description="Welchen anderen Weg es gibt."
    )
    until: Line | None = Field(None, alias="bis", description="Bis wann es behoben sein soll.")


class Body(Settings):
    """An authority that the statement names."""

    name: Label = Field(alias="name", description="Name der Stelle.")
    address: Note | None = Field(None, alias="anschrift", description="Postanschrift.")
    phone: Phone | None = Field(None, alias="telefon", description="Telefonnummer.")
    mail: Mail | None = Field(None, alias="email", description="Mail-Adresse.")
    web: WebAddress | None = Field(None, alias="web", description="Web-Adresse.")


class Statement(Settings):
    """The accessibility statement, as far as only people can know it; gaps are counted."""

    operator: Label | None = Field(
        None, alias="betreiber", description="Die öffentliche Stelle, die die Seite betreibt."
    )
    scope: Sentence | None = Field(
        None, alias="geltung", description="Wofür die Erklärung gilt und wofür nicht."
    )
    state: Literal["vollstaendig", "teilweise", "nicht"] = Field(
        "teilweise", alias="stand", description="Wie weit die Seite die Regeln einhält."
    )
    barriers: list[Barrier] = Field(
        [], alias="huerden", description="Bekannte Hürden, die kein Programm zählen kann."
    )
    method: Literal["selbstbewertung", "dritte"] | None = Field(
        None, alias="bewertung", description="Wer bewertet hat. Ohne Angabe: noch niemand."
    )
    method_text: Sentence | None = Field(
        None, alias="bewertung_wie", description="Was geprüft wurde und wie."
    )
    created_on: IsoDate | None = Field(
        None, alias="erstellt_am", description="Tag, an dem die Erklärung erstellt wurde."
    )
    reviewed_on: IsoDate | None = Field(
        None, alias="geprueft_am", description="Tag, an dem sie zuletzt geprüft wurde."
    )
    arbitration: Body | None = Field(
        None,
        alias="schlichtungsstelle",
        description="Wer hilft, wenn eine Rückmeldung nicht hilft.",
    )
    monitoring: Body | None = Field(
        None, alias="ueberwachung", description="Wer die Einhaltung der Regeln überwacht."
    )


class Security(Settings):
    """Who reads what others report about weak points, for security.txt (RFC 9116).

    Somebody names the last day on which that holds. A day that every build moved on would go on
    promising an answer long after the last reader has left.
    """

    mail: Mail | None = Field(
        None, alias="email", description="Mail-Adresse, an die Schwachstellen gemeldet werden."
    )
    web: WebAddress | None = Field(
        None, alias="web", description="Web-Seite, auf der Schwachstellen gemeldet werden."
    )
    languages: list[Language] = Field(
        ["de"], alias="sprachen", description="Sprachen, in denen jemand antwortet."
    )
    until: IsoDate = Field(
        alias="gueltig_bis", description="Letzter Tag, für den das zugesagt ist."
    )


class EasyLanguage(Settings):
    """How the site writes easy language."""

    splitting: Splitting = Field(
        "bindestrich",
        alias="trennung",
        description="Wie lange Wörter geteilt sind. bindestrich: Roll-Stuhl. "
        "mediopunkt: Roll·stuhl.",
    )


class SiteConfig(Settings):
    """The site's own facts and its operating mode."""

    name: Label = Field(alias="name", description="Name der Seite.")
    claim: Sentence = Field(alias="untertitel", description="Ein Satz unter dem Namen.")
    city: Label = Field(alias="stadt", description="Name der Stadt.")
    land: Land | None = Field(
        None, alias="bundesland", description="Wessen Feiertage und Schulferien gelten."
    )
    mode: Literal["demo", "produktion"] = Field(alias="betrieb", description="Betriebsart.")
    repository: Literal["privat", "oeffentlich"] = Field(
        alias="repository", description="Wer die Dateien sehen kann."
    )
    base_url: WebAddress | None = Field(
        None, alias="basisadresse", description="Adresse der veröffentlichten Seite."
    )
    office: Office = Field(alias="kontakt", description="Die Stelle, die antwortet.")
    legal: Legal = Field(Legal(), alias="rechtliches", description="Freigaben.")
    keeps_no_logs: Literal["ja", "nein"] = Field(
        "nein",
        alias="keine_personenbezogenen_protokolle",
        description="Speichert der Server nichts über Besucher?",
    )
    notice: Notice | None = Field(
        None, alias="hinweis", description="Hinweis auf jeder Seite, für einige Tage."
    )
    statement: Statement | None = Field(
        None, alias="erklaerung", description="Erklärung zur Barrierefreiheit."
    )
    security: Security | None = Field(
        None, alias="sicherheit", description="Wem man Schwachstellen der Seite meldet."
    )
    easy_language: EasyLanguage = Field(
        EasyLanguage(), alias="leichte_sprache", description="Wie Leichte Sprache geschrieben ist."
    )

    abbreviations: list[Label] = Field(
        [],
        alias="bekannte_abkuerzungen",
        description="Abkürzungen, die hier alle kennen und die kein Text erklären muss.",
    )

    @property
    def splitting(self) -> Splitting:
        """What stands between the parts of a compound in easy language."""
        return self.easy_language.splitting

    @property
    def is_demo(self) -> bool:
        """Whether unverified records are shown, marked and kept from search engines."""
        return self.mode == "demo"


# Stands in for broken settings, so that everything else is checked in the same run; there is
# an error then, so nothing is ever rendered with it.
STAND_IN = SiteConfig.model_validate(
    {
        "name": "…",
        "untertitel": "…",
        "stadt": "…",
        "betrieb": "demo",
        "repository": "privat",
        "kontakt": {"stelle": "…", "aufgabe": "…", "email": "stelle@example.org"},
    }
)
