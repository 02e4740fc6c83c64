"""What the code of a finding means, or all codes."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TextIO

from sitegen.german import UsageError
from sitegen.messages import Rule, rules


def explain(code: str | None, stream: TextIO) -> None:
    """Write what a code means, or all of them without one; `UsageError` for an unknown one."""
    if code is None:
        _list(rules().values(), stream)
        return
    found = rules().get(code)
    if found is None:
        near = get_close_matches(code, list(rules()), n=1)
        hint = f" Meinten Sie „{near[0]}“?" if near else ""
        raise UsageError(f"Den Hinweis „{code}“ gibt es nicht.{hint}")
    weight = found.severity.capitalize()
    stream.write(f"{found.title} [{found.code}] · {weight}\n\n{found.explanation}\n")


def _list(known: Iterable[Rule], stream: TextIO) -> None:
    """All codes: a table for a person, plain columns for a pipe."""
    if not stream.isatty():
        stream.writelines(f"{rule.code:32} {rule.title}\n" for rule in known)
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("Kennung", "Bedeutung", "Gewicht")
    for rule in known:
        table.add_row(rule.code, rule.title, rule.severity)
    Console(markup=False, file=stream).print(table)
