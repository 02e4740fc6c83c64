"""What `list` gives: rows on the screen, or the papers for calls and letters in a folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from sitegen.generated import need_new_folder, write
from sitegen.german import UsageError
from sitegen.site import Site, Target
from sitegen.surveys import easytexts, worklist
from sitegen.surveys.callround import Sheet, collect, sheets, table
from sitegen.surveys.callround.letters import INDEX, letters
from sitegen.surveys.callround.owners import left_out
from sitegen.surveys.callround.week import Waiting, this_week
from sitegen.surveys.worklist import Row

CALLS, LETTERS = "anrufliste", "anschreiben"
ON_PAPER = (CALLS, LETTERS)
# What to check first, by the state a record waits in.
_URGENCY = {"ueberfaellig": 0, "faellig": 1, "ungeprueft": 2}


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to see: records in these states, of one type, in one form.

    `is_week` asks for what to check this week instead of states, `is_easy` for texts in easy
    language; `folder` is where papers go.
    """

    states: tuple[str, ...]
    type_name: str | None
    is_week: bool
    form: str
    folder: Path | None
    is_easy: bool = False

    def need_sense(self) -> None:
        """Raise `UsageError` where the parts do not fit together."""
        if self.is_week and self.states:
            raise UsageError(f"--diese-woche und --{self.states[0]} gehen nicht zusammen.")
        if self.is_easy and (self.states or self.is_week):
            other = "diese-woche" if self.is_week else self.states[0]
            raise UsageError(f"--leicht und --{other} gehen nicht zusammen.")
        if self.is_easy and self.form in ON_PAPER:
            raise UsageError("--leicht gibt es nur mit --format text oder json.")
        if self.form not in ON_PAPER:
            if self.folder:
                raise UsageError("--out gibt es nur mit --format anrufliste oder anschreiben.")
            return
        if self.folder is None:
            raise UsageError(f"--format {self.form}: es fehlt --out mit einem neuen Ordner.")
        if not (self.is_week or self.states):
            raise UsageError(
                f"--format {self.form}: Welche Einträge? Zum Beispiel --ungeprueft "
                "oder --diese-woche."
            )
        need_new_folder(self.folder)


def tell(site: Site, wish: Wish, stream: TextIO) -> None:
    """Write the rows to the stream, or the papers to the folder and where they are."""
    if wish.is_easy:
        easytexts.write(easytexts.survey(site, wish.type_name), stream, form=wish.form)
        return
    waiting = worklist.survey(site)
    rows = worklist.chosen(waiting, wish.states, wish.type_name)
    if wish.is_week:
        rows = waiting = _week(site, rows)
    if wish.folder is None:
        is_summary = not (wish.states or wish.is_week)
        worklist.write(rows, stream, form=wish.form, is_summary=is_summary)
        return
    others = [_target(row) for row in worklist.chosen(waiting, wish.states)]
    found = collect(site, map(_target, rows), frozenset(others))
    made = _papers(found, wish.form, site)
    write(wish.folder, made)
    stream.write(_summary(found, wish.folder, first=next(iter(made))))
    stream.write(_silent(len(left_out(site, map(_target, rows)))))


def _week(site: Site, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows to check this week, in that order."""
    by_target = {_target(row): row for row in rows}
    asked = (
        Waiting(target, min(urgencies), row.due)
        for target, row in by_target.items()
        if (urgencies := [_URGENCY[state] for state in row.states if state in _URGENCY])
    )
    return tuple(by_target[target] for target in this_week(site, asked))


def _target(row: Row) -> Target:
    return row.type_name, row.id


def _papers(found: tuple[Sheet, ...], form: str, site: Site) -> Mapping[str, str]:
    """The files by name, the one to open first."""
    config = site.catalogue.config
    if form == LETTERS:
        return letters(found, config, site.today)
    return {"anrufliste.html": sheets.html(found, config), "anrufliste.csv": table.table(found)}


def _silent(count: int) -> str:
    """Who is not asked, because an editor decided so."""
    if not count:
        return ""
    stand = "1 Eintrag steht" if count == 1 else f"{count} Einträge stehen"
    return f"{stand} nicht darin: abgelehnt oder mit der Bitte, nicht genannt zu werden.\n"


def _summary(found: tuple[Sheet, ...], folder: Path, first: str) -> str:
    total = sum(len(sheet.matters) for sheet in found)
    one, many = ("Brief", "Briefe") if first == INDEX else ("Bogen", "Bögen")
    papers = f"1 {one}" if len(found) == 1 else f"{len(found)} {many}"
    records = "1 Eintrag" if total == 1 else f"{total} Einträgen"
    lies = "liegt" if len(found) == 1 else "liegen"
    return f"{papers} mit {records} {lies} in {folder}; öffnen Sie {first}.\n"
