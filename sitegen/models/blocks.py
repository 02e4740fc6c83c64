"""Blocks that several records share: care, contact, times, costs, access, first visit."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from sitegen.fields import (
    Age,
    Days,
    Euro,
    IsoDate,
    Label,
    Line,
    Mail,
    MixedReference,
    Note,
    Phone,
    Sentence,
    Slug,
    TriState,
    WebAddress,
    When,
    Year,
    YesNo,
    ref,
)
from sitegen.models.base import Content

Status = Literal[
    "entwurf", "eingang", "veroeffentlicht", "pausiert", "beendet", "abgelehnt", "nicht_listen"
]
Networking = Literal["keine", "angesprochen", "sensibilisiert", "vernetzt"]
Unknown = YesNo.UNKNOWN


FormerIds = Annotated[
    list[Slug],
    Field(
        alias="fruehere_ids",
        max_length=50,
        description="Frühere Kennungen. Alte Adressen leiten weiter.",
    ),
]


class Evidence(Content):
    """Where a fact comes from; never shown to visitors except its year."""

    kind: Literal[
        "telefonat", "mail", "besuch", "anbieterseite", "presse", "amtliches", "sonstiges"
    ] = Field(alias="art", description="Woher die Angabe stammt.")
    on: IsoDate | None = Field(
        None, alias="datum", description="Tag, an dem Sie die Quelle gesehen haben."
    )
    address: WebAddress | None = Field(
        None, alias="adresse", description="Web-Adresse der Quelle. Besucher sehen sie nicht."
    )
    title: Line | None = Field(
        None, alias="titel", description="Name der Quelle, wenn sie keine Adresse hat."
    )
    year: Year | None = Field(
        None, alias="beleg_jahr", description="Jahr, aus dem die Angaben der Quelle stammen."
    )


class NoDouble(Content):
    """Another record that looks the same and is not."""

    target: Annotated[MixedReference, ref("angebot", "anbieter", "ort", "veranstaltung")] = Field(
        alias="eintrag", description="Art und Kennung, zum Beispiel: angebot/mittagstisch."
    )
    reason: Sentence = Field(alias="grund", description="Warum beides stehen bleibt.")


class Care(Content):
    """Who keeps the record true, and until when it holds."""

    status: Status = Field(
        "entwurf", alias="status", description="Stand des Eintrags. Ohne Angabe: entwurf."
    )
    checked_on: IsoDate | None = Field(
        None, alias="geprueft_am", description="Tag der letzten Prüfung durch einen Menschen."
    )
    checked_by: Label | None = Field(
        None, alias="geprueft_von", description="Rolle, die geprüft hat. Kein Name."
    )
    changed_on: IsoDate | None = Field(
        None,
        alias="geaendert_am",
        description="Tag, an dem sich Zeit oder Ort zuletzt geändert haben.",
    )
    interval: Days | None = Field(
        None,
        alias="pruefintervall_tage",
        description="Nach wie vielen Tagen neu zu prüfen ist. Ohne Angabe: 365, nahe an Krisen 90.",
    )
    valid_from: IsoDate | None = Field(
        None, alias="gueltig_ab", description="Erster Tag, an dem der Eintrag gilt."
    )
    valid_until: IsoDate | None = Field(
        None, alias="gueltig_bis", description="Letzter Tag, an dem der Eintrag gilt."
    )
    replaced_by: Slug | None = Field(
        None, alias="ersetzt_durch", description="Kennung des Eintrags, der an die Stelle tritt."
    )
    evidence: list[Evidence] = Field(
        alias="quellen", min_length=1, description="Belege. Mindestens einer."
    )
    no_doubles: list[NoDouble] = Field(
        [], alias="kein_doppel", description="Einträge, die nur aussehen wie dieser."
    )
    internal: Note | None = Field(
        None,
        alias="intern",
        description="Notiz der Redaktion. Nie veröffentlicht. Keine Namen, keine Gesundheit.",
    )

    def told_on(self, today: date) -> date | None:
        """The day from which the record is as it is: of its last check, or of a change since."""
        if self.checked_on and self.changed_on and self.changed_on <= today:
            return max(self.checked_on, self.changed_on)
        return self.checked_on


class Consent(Content):
    """A person's recorded agreement to be named."""

    given_on: IsoDate = Field(alias="datum", description="Tag der Einwilligung.")
    scope: Sentence = Field(alias="umfang", description="Wozu eingewilligt wurde.")
    until: IsoDate = Field(alias="bis", description="Letzter Tag, an dem sie gilt.")


class PhoneLine(Content):
    """A number and, if needed, what it is for."""

    number: Phone = Field(alias="nummer", description="Telefonnummer mit Vorwahl.")
    note: Line | None = Field(None, alias="hinweis", description="Wofür diese Nummer ist.")


class Contact(Content):
    """How to get in touch; the role comes before any person."""

    role: Label | None = Field(
        None, alias="rolle", description="Wer sich meldet, zum Beispiel: Empfang."
    )
    phones: list[PhoneLine] = Field([], alias="telefon", description="Telefonnummern.")
    mail: Mail | None = Field(None, alias="email", description="Mail-Adresse einer Stelle.")
    web: WebAddress | None = Field(None, alias="web", description="Web-Adresse.")
    hours: Line | None = Field(None, alias="sprechzeiten", description="Wann jemand abnimmt.")
    person: Label | None = Field(
        None, alias="name", description="Name einer Person. Nur mit Einwilligung."
    )
    consent: Consent | None = Field(
        None, alias="einwilligung", description="Einwilligung der genannten Person."
    )

    @property
    def is_reachable(self) -> bool:
        """Whether the block gives at least one way of contact."""
        return bool(self.phones or self.mail or self.web)


class Costs(Content):
    """What it costs; never guessed."""

    kind: Literal["kostenlos", "spende", "fest", "gestaffelt", "verzehr", "unbekannt"] = Field(
        "unbekannt", alias="art", description="Art der Kosten."
    )
    amount: Euro | None = Field(None, alias="betrag", description="Betrag in Euro.")
    reductions: list[Literal["bonuscard", "familiencard", "studierende", "senioren", "andere"]] = (
        Field([], alias="ermaessigung", description="Womit es günstiger wird.")
    )
    text: Sentence | None = Field(None, alias="text", description="Kosten in Worten.")
    year: Year | None = Field(
        None, alias="beleg_jahr", description="Jahr, aus dem die Kosten belegt sind."
    )


class Accessibility(Content):
    """Access facts of a venue; what is not known is `unbekannt`."""

    step_free: TriState = Field(Unknown, alias="stufenlos", description="Ohne Stufen zu erreichen?")
    lift: TriState = Field(Unknown, alias="aufzug", description="Gibt es einen Aufzug?")
    wheelchair_toilet: TriState = Field(
        Unknown, alias="wc_rollstuhl", description="Gibt es ein WC für Rollstühle?"
    )
    parking: TriState = Field(Unknown, alias="parkplatz", description="Behinderten-Parkplatz?")
    induction_loop: TriState = Field(
        Unknown, alias="induktion", description="Induktions-Anlage für Hörgeräte?"
    )
    guidance: TriState = Field(Unknown, alias="leitsystem", description="Leitsystem für Blinde?")
    quiet_room: TriState = Field(Unknown, alias="ruhiger_raum", description="Ruhiger Raum?")
    assistance_dog: TriState = Field(
        Unknown, alias="assistenzhund", description="Assistenzhund erlaubt?"
    )
    sign_language: TriState = Field(
        Unknown, alias="gebaerdensprache", description="Gebärdensprache?"
    )
    note: Sentence | None = Field(None, alias="notiz", description="Was man noch wissen sollte.")
    checked_on: IsoDate | None = Field(
        None, alias="geprueft_am", description="Wann zuletzt vor Ort angesehen."
    )


class LowThreshold(Content):
    """How easy it is to come along; `kennenlernen` is the initiative's criterion."""

    meet_people: TriState = Field(
        alias="kennenlernen", description="Kann man dort andere Menschen kennenlernen?"
    )
    no_registration: TriState = Field(
        Unknown, alias="ohne_anmeldung", description="Ohne Anmeldung?"
    )
    join_any_time: TriState = Field(
        Unknown, alias="jederzeit_einsteigen", description="Kann man jederzeit dazukommen?"
    )
    no_experience: TriState = Field(
        Unknown, alias="ohne_vorkenntnisse", description="Ohne Vorkenntnisse?"
    )
    alone_welcome: TriState = Field(
        Unknown, alias="allein_willkommen", description="Kann man allein kommen?"
    )
    anonymous: TriState = Field(Unknown, alias="anonym_moeglich", description="Geht es anonym?")
    greeter: TriState = Field(
        Unknown, alias="begruessungsperson", description="Begrüßt jemand neue Gäste?"
    )
    companion: TriState = Field(
        Unknown, alias="begleitung_moeglich", description="Kann jemand mitkommen oder abholen?"
    )


class FirstVisit(Content):
    """Five short answers to what people wonder before they go."""

    greeted_by: Sentence | None = Field(
        None, alias="wer_begruesst", description="Wer begrüßt mich?"
    )
    alone: Sentence | None = Field(
        None, alias="allein_kommen", description="Kann ich allein kommen?"
    )
    watch: Sentence | None = Field(
        None, alias="nur_zuschauen", description="Kann ich nur zuschauen?"
    )
    leave: Sentence | None = Field(
        None, alias="jederzeit_gehen", description="Kann ich jederzeit gehen?"
    )
    door: Sentence | None = Field(None, alias="wo_ist_die_tuer", description="Wo ist die Tür?")


class Picture(Content):
    """A picture with everything needed to show it lawfully and to everyone."""

    file: Line = Field(alias="datei", description="Dateiname in content/medien/.")
    alt: Sentence = Field(alias="alternativtext", description="Was auf dem Bild zu sehen ist.")
    credit: Line = Field(alias="bildnachweis", description="Wer das Bild gemacht hat.")
    licence: Line = Field(alias="lizenz", description="Unter welcher Lizenz es steht.")
    consent: Literal["liegt_vor", "nicht_noetig"] = Field(
        alias="einwilligung", description="Sind Menschen zu sehen, haben sie eingewilligt?"
    )


class Referral(Content):
    """Another record that may fit better, and why."""

    target: Annotated[
        MixedReference, ref("angebot", "anbieter", "veranstaltung", "initiative", "seite")
    ] = Field(alias="ziel", description="Art und Kennung, zum Beispiel: angebot/mittagstisch.")
    reason: Sentence = Field(alias="grund", description="Wann das andere besser passt.")


class Links(Content):
    """How a record refers to others."""

    refers_to: list[Referral] = Field(
        [], alias="verweist_an", description="Passt das nicht? Dann vielleicht …"
    )
    see_also: list[Annotated[Slug, ref("angebot")]] = Field(
        [], alias="siehe_auch", description="Verwandte Angebote."
    )
    documents: list[Annotated[Slug, ref("dokument")]] = Field(
        [], alias="drucksachen", description="Kennungen der Dokumente, um die es geht."
    )
    initiatives: list[Annotated[Slug, ref("initiative")]] = Field(
        [], alias="initiativen", description="Kennungen der Initiativen, zu denen es gehört."
    )
    who_fields: list[Annotated[Slug, ref("who-feld")]] = Field(
        [], alias="who_felder", description="Kennungen der WHO-Felder."
    )
    goals: list[Annotated[Slug, ref("sdg")]] = Field(
        [], alias="sdg", description="Kennungen der UN-Ziele, zum Beispiel: sdg-3."
    )


class AgeRange(Content):
    """For which age an offer is meant."""

    low: Age | None = Field(None, alias="von", description="Ab diesem Alter.")
    high: Age | None = Field(None, alias="bis", description="Bis zu diesem Alter.")
    note: Line | None = Field(None, alias="hinweis", description="Hinweis zum Alter.")


class Registration(Content):
    """Whether and how to register."""

    needed: TriState = Field(Unknown, alias="noetig", description="Muss man sich anmelden?")
    text: Sentence | None = Field(None, alias="text", description="Wie man sich anmeldet.")
    web: WebAddress | None = Field(None, alias="web", description="Adresse der Anmeldung.")
    until: When | None = Field(
        None, alias="bis", description="Bis wann man sich anmelden kann: Tag, auch mit Uhrzeit."
    )
