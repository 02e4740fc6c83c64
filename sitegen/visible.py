"""Texts of others in, texts that a report may show out: nothing invisible, nothing that commands.

Whatever an attacker can put into a file or its name ends up in a terminal, in the log of a
build service or in a rendered report. Here it becomes something that can only be read.
"""

import json
import re

_TAB = "    "

# Build services take "::" at the start of a line of their log for a command (GitHub, leading
# space does not count; after a path that is one colon comes another) and "##[", "##vso[" or
# the like anywhere in it (GitHub, Azure).
_COMMAND = re.compile(r"^\s*:|#(?=#\w*\[)")
# What begins anything inside a line of Markdown: CommonMark, HTML, tables and formulas.
_MARKDOWN = re.compile(r"[\\`*_\[\]<>&|~$]")


def visible(text: str) -> str:
    """The text with everything spelled out that is not to be trusted, line breaks too."""
    return "".join(cells(text))


def one_line(text: str) -> str:
    """The same, with every run of white space as one space."""
    return visible(" ".join(text.split()))


def cells(text: str) -> list[str]:
    """How each character is shown: itself, or spelled out when it is not to be trusted."""
    shown = [_cell(character) for character in text]
    for command in _COMMAND.finditer(text):
        index = command.end() - 1
        shown[index] = _spelled(text[index])
    return shown


def json_line(value: object) -> str:
    """JSON on one line, pure ASCII, that is no command where a build service logs it."""
    return json.dumps(value, ensure_ascii=True).replace("##", "#\\u0023")


def markdown(text: str) -> str:
    """One line of Markdown that shows the text as it is; not for the beginning of a line."""
    return _MARKDOWN.sub(r"\\\g<0>", one_line(text))


def _cell(character: str) -> str:
    if character == "\t":
        return _TAB
    return character if character.isprintable() else _spelled(character)


def _spelled(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
