"""argparse in German: its sentences are translated, its behaviour stays.

argparse takes all its words from two functions that it imported from gettext. A catalogue
for gettext would depend on the locale of whoever runs the program, so the words are put in
their place here.
"""

import argparse
from collections.abc import Callable

_WORDS = {
    "usage: ": "Aufruf: ",
    "positional arguments": "Angaben",
    "options": "Optionen",
    "subcommands": "Befehle",
    "show this help message and exit": "diese Hilfe zeigen",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
    "the following arguments are required: %s": "es fehlt: %s",
    "unrecognized arguments: %s": "unbekannte Angabe: %s",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "„%(value)s“ gibt es nicht; möglich ist: %(choices)s"
    ),
    "invalid %(type)s value: %(value)r": "„%(value)s“ passt hier nicht",
    "expected one argument": "hier fehlt ein Wert",
    "expected at least one argument": "hier fehlt mindestens ein Wert",
    "ambiguous option: %(option)s could match %(matches)s": (
        "%(option)s ist nicht eindeutig: %(matches)s"
    ),
    "ignored explicit argument %r": "der Wert %s ist hier nicht vorgesehen",
}


class UsageError(Exception):
    """Wrong usage that argparse cannot see; carries one German sentence."""


class GermanParser(argparse.ArgumentParser):
    """A parser whose help and errors are German; wrong usage exits with 2."""

    def __init__(self, prog: str, description: str) -> None:
        """A parser without abbreviated options."""
        _speak_german()
        super().__init__(prog=prog, description=description, allow_abbrev=False)

    def add_verbs(self) -> "Verbs":
        """The verbs of the command; one of them is required."""
        return Verbs(self)


class Verbs:
    """Adds verbs to a parser, each with the function that runs it."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        """The place for verbs in the help of `parser`."""
        self._prog = parser.prog
        self._actions = parser.add_subparsers(
            title="Befehle", metavar="BEFEHL", required=True, parser_class=argparse.ArgumentParser
        )

    def add(
        self, name: str, run: Callable[[argparse.Namespace], int], text: str
    ) -> argparse.ArgumentParser:
        """A parser for one verb; `run` gets the options and returns the exit code."""
        parser = self._named(name, text)
        parser.set_defaults(run=run)
        return parser

    def group(self, name: str, text: str) -> "Verbs":
        """Verbs behind a verb: `pruefung eintragen`."""
        return Verbs(self._named(name, text))

    def _named(self, name: str, text: str) -> argparse.ArgumentParser:
        return self._actions.add_parser(
            name, prog=f"{self._prog} {name}", help=text, description=text, allow_abbrev=False
        )


def _speak_german() -> None:
    def one(text: str) -> str:
        return _WORDS.get(text, text)

    def many(singular: str, plural: str, count: int) -> str:
        return one(singular if count == 1 else plural)

    for name, function in (("_", one), ("ngettext", many)):
        setattr(argparse, name, function)
