"""What can be typed: the verbs and their options, with German help; `cli` says what they do."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from sitegen import __version__
from sitegen.german import GermanParser, Verbs

Run: TypeAlias = Callable[[argparse.Namespace], int]

_GIVEN = "Mail (.eml) oder Text-Datei; „-“ liest, was ein anderes Programm übergibt"


def parser(runs: Mapping[str, Run]) -> argparse.ArgumentParser:
    """The command with all its verbs; `runs` are their functions by name."""
    command = GermanParser("sitegen", "Baut das Verzeichnis als Web-Seite.")
    command.add_argument(
        "--version", action="version", version=f"sitegen {__version__}", help="die Version zeigen"
    )
    verbs = command.add_verbs()
    build = verbs.add("build", runs["build"], "Seite bauen und veröffentlichen (Ordner dist).")
    build.add_argument("--out", type=Path, default=Path("dist"), help="Ordner der Seite")
    build.add_argument("--strict", action="store_true", help="Warnungen gelten als Fehler")
    check = verbs.add("check", runs["check"], "Alles prüfen, nichts schreiben.")
    check.add_argument("pfade", nargs="*", type=Path, help="nur Hinweise zu diesen Dateien")
    check.add_argument("--format", default="terminal", help="Form des Berichts, zum Beispiel json")
    check.add_argument("--strict", action="store_true", help="Warnungen gelten als Fehler")
    serve = verbs.add("serve", runs["serve"], "Vorschau zeigen und bei Änderungen neu bauen.")
    serve.add_argument("--port", type=int, default=5500, help="Port der Vorschau")
    serve.add_argument("--host", default="127.0.0.1", help="Adresse der Vorschau")
    new = verbs.add("new", runs["new"], "Neue Datei zum Ausfüllen anlegen.")
    new.add_argument("art", metavar="ART", help="Art des Eintrags, zum Beispiel angebot")
    new.add_argument("kennung", help="Kennung: der Datei-Name ohne Endung")
    new.add_argument("--lang", action="store_true", help="alle Felder statt der nötigen")
    new.add_argument("--wiederholung", metavar="WORTE", help="wie oft eine Reihe stattfindet")
    new.add_argument("--beginn", metavar="ZEITPUNKT", help="Tag und Uhrzeit ihres ersten Termins")
    explain = verbs.add("explain", runs["explain"], "Einen Hinweis erklären.")
    explain.add_argument("code", nargs="?", help="Kennung des Hinweises")
    listing = _add_list(verbs, runs)
    verbs.add("handbuch", runs["handbuch"], "Handbuch-Seiten, Vorlagen und Schemas schreiben.")
    verbs.add(
        "schema", runs["schema"], "Die Schemas für Schreibprogramme schreiben (Ordner .vscode)."
    )
    network = _add_network(verbs, runs)
    dates = verbs.add("termine", runs["termine"], "Die nächsten sechs Termine zeigen.")
    dates.add_argument("namen", nargs="*", metavar="KENNUNG|DATEI", help="nur diese Einträge")
    forms = ["text", "markdown"]
    dates.add_argument("--format", choices=forms, default="text", help="Form der Ausgabe")
    _add_preview(verbs, runs)
    check_in = _add_check_in(verbs, runs)
    taking = _add_import(verbs, runs)
    intake = _add_intake(verbs, runs)
    verbs.add("ci", runs["ci"], "Die Dateien schreiben, nach denen GitLab und GitHub arbeiten.")
    for verb in (build, check):
        verb.add_argument(
            "--bericht",
            action="append",
            default=[],
            metavar="FORM=DATEI",
            help="den Bericht auch in dieser Form in eine Datei schreiben; mehrmals möglich",
        )
    for verb in (build, check, serve, new, network, dates, listing, check_in, taking, intake):
        verb.add_argument("--today", metavar="JJJJ-MM-TT", help="so tun, als wäre dieser Tag")
    for verb in (build, check, serve, network, dates, listing):
        verb.add_argument("--base-url", metavar="ADRESSE", help="Adresse der fertigen Seite")
    return command


def _add_list(verbs: Verbs, runs: Mapping[str, Run]) -> argparse.ArgumentParser:
    """`list` with an option for every state a record can wait in."""
    listing = verbs.add("list", runs["list"], "Einträge zeigen, die auf jemanden warten.")
    for option, shown in (
        ("--entwurf", "Entwürfe und Vorschläge"),
        ("--ungeprueft", "veröffentlichte, die niemand geprüft hat"),
        ("--faellig", "Einträge, die in den nächsten 30 Tagen zu prüfen sind"),
        ("--ueberfaellig", "Einträge, deren Prüfung überfällig ist"),
        ("--pausiert", "pausierte Einträge"),
        ("--zurueckgehalten", "Einträge, die Besucher nicht sehen"),
    ):
        listing.add_argument(option, action="store_true", help=shown)
    listing.add_argument(
        "--diese-woche", action="store_true", help="höchstens 10, die jetzt zu prüfen sind"
    )
    listing.add_argument(
        "--leicht", action="store_true", help="Leichte Sprache: was fehlt, veraltet, ungeprüft ist"
    )
    listing.add_argument("--art", metavar="ART", help="nur Einträge dieser Art")
    forms = ["text", "json", "anrufliste", "anschreiben"]
    listing.add_argument("--format", choices=forms, default="text", help="Form der Ausgabe")
    listing.add_argument(
        "--out", type=Path, metavar="ORDNER", help="neuer Ordner für Anrufliste oder Anschreiben"
    )
    return listing


def _add_check_in(verbs: Verbs, runs: Mapping[str, Run]) -> argparse.ArgumentParser:
    """`pruefung eintragen`: who asked on which day in which way, about what."""
    group = verbs.group("pruefung", "Eintragen, was ein Mensch geprüft hat.")
    adding = group.add(
        "eintragen", runs["pruefung eintragen"], "Viele Prüfungen als einen Eintrag anhängen."
    )
    adding.add_argument("eintraege", nargs="*", metavar="ART/KENNUNG", help="was geprüft wurde")
    adding.add_argument("--datei", type=Path, help="ausgefüllte Anrufliste (CSV)")
    adding.add_argument("--am", metavar="JJJJ-MM-TT", required=True, help="Tag der Prüfung")
    adding.add_argument("--rolle", required=True, help="wer geprüft hat: eine Aufgabe, kein Name")
    adding.add_argument(
        "--art",
        required=True,
        choices=["telefonat", "mail", "besuch", "anbieterseite"],
        help="wie geprüft wurde",
    )
    return adding


def _add_import(verbs: Verbs, runs: Mapping[str, Run]) -> argparse.ArgumentParser:
    """`import ics`: whose calendar, who organises it, and up to which day."""
    group = verbs.group("import", "Übernehmen, was Partner anderswo pflegen.")
    taking = group.add("ics", runs["import ics"], "Termine eines Kalenders als Dateien anlegen.")
    taking.add_argument("datei", type=Path, metavar="DATEI", help="Kalender (iCalendar, .ics)")
    taking.add_argument("--kalender", metavar="NAME", help="wie der Kalender heißt; immer gleich")
    taking.add_argument("--veranstalter", metavar="KENNUNG", help="Anbieter, dem er gehört")
    taking.add_argument("--bis", metavar="JJJJ-MM-TT", help="letzter Tag, der übernommen wird")
    return taking


def _add_intake(verbs: Verbs, runs: Mapping[str, Run]) -> argparse.ArgumentParser:
    """`eingang`: a mail or file in which somebody tells of an offer."""
    intake = verbs.add("eingang", runs["eingang"], "Aus einer Meldung ein Angebot machen.")
    intake.add_argument("datei", metavar="DATEI", help=_GIVEN)
    intake.add_argument("--anbieter", metavar="KENNUNG", help="Anbieter, der es macht")
    intake.add_argument("--schreiben", action="store_true", help="die Dateien wirklich anlegen")
    return intake


def _add_network(verbs: Verbs, runs: Mapping[str, Run]) -> argparse.ArgumentParser:
    network = verbs.add("netz", runs["netz"], "Doppelstrukturen und Verweise zeigen.")
    network.add_argument(
        "--format", default="text", choices=["text", "json", "markdown"], help="Form der Ausgabe"
    )
    network.add_argument(
        "--zu",
        nargs="+",
        default=[],
        type=Path,
        metavar="DATEI",
        help="nur, was Einträge in diesen Dateien betrifft",
    )
    return network


def _add_preview(verbs: Verbs, runs: Mapping[str, Run]) -> None:
    difference = verbs.add(
        "vorschau",
        runs["vorschau"],
        "Zwei gebaute Seiten vergleichen; was anders ist, zum Ansehen ablegen.",
    )
    difference.add_argument("--vorher", type=Path, required=True, help="Ordner der bisherigen")
    difference.add_argument("--nachher", type=Path, required=True, help="Ordner der neuen")
    difference.add_argument("--out", type=Path, required=True, help="neuer Ordner der Vorschau")
