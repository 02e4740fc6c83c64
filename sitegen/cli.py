"""The command: what its verbs do, and exit codes, with German texts.

This is the only module that looks at the clock, the environment and the arguments; all of
it is handed down. Heavy imports stand inside the verbs.

Exit codes: 0 fine, 1 findings, 2 wrong usage, 3 our own fault.
"""

import argparse
import gc
import io
import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen import __version__
from sitegen.arguments import parser
from sitegen.german import UsageError

if TYPE_CHECKING:
    from sitegen.order import Order
    from sitegen.outcome import Outcome
    from sitegen.unchanged import Kept

FINE, FINDINGS, USAGE, FAULT = range(4)
FAULT_FILE = "sitegen-fehler.txt"

# How many values are made before Python looks for those that refer to each other and to which
# nothing else does, and how often it looks at older ones, too: a build makes many values and
# hardly any of that kind. The usual thresholds cost it up to a tenth of its time.
_SELDOM = 20_000, 50, 100


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return the exit code; no traceback ever reaches an editor."""
    gc.set_threshold(*_SELDOM)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that cannot show „…“ gets an escape, never an English traceback.
            stream.reconfigure(errors="backslashreplace")
    try:
        options = _parser().parse_args(arguments)
        return int(options.run(options))
    except SystemExit as end:  # what argparse has to say is said
        return int(end.code or 0)
    except UsageError as error:
        print(error, file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output has gone; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINDINGS
    except Exception:  # noqa: BLE001 - the last resort: one sentence, details in a file
        return _our_fault()


def _our_fault() -> int:
    details = f"sitegen {__version__}\n{traceback.format_exc()}"
    told = f"Die Einzelheiten stehen in {FAULT_FILE}"
    try:  # a link is not followed, for a proposal may have planted it
        handle = os.open(FAULT_FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o666)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(details)
    except OSError:
        told = f"Die Einzelheiten ließen sich nicht in {FAULT_FILE} schreiben"
    print(
        f"Das ist ein Fehler des Programms, nicht Ihrer Dateien. {told}; bitte melden Sie ihn.",
        file=sys.stderr,
    )
    return FAULT


def _parser() -> argparse.ArgumentParser:
    runs = {
        "build": _build,
        "check": _check,
        "serve": _serve,
        "new": _new,
        "explain": _explain,
        "list": _list,
        "handbuch": _handbook,
        "schema": _schema,
        "netz": _network,
        "termine": _dates,
        "vorschau": _preview,
        "pruefung eintragen": _check_in,
        "import ics": _import_calendar,
        "eingang": _intake,
        "ci": _workflows,
    }
    return parser(runs)


def _build(options: argparse.Namespace) -> int:
    from sitegen.unchanged import recall

    order = _order(options, options.out, is_strict=options.strict)
    kept = None if options.bericht else recall(order)
    if kept is None:
        return _built(order, options)
    _report(kept, "terminal")
    print(f"Nichts hat sich geändert: {kept.files} Dateien in {options.out} sind aktuell.")
    return FINE


def _built(order: "Order", options: argparse.Namespace) -> int:
    from sitegen.pipeline import build
    from sitegen.proposals import wanted_reports, write_reports
    from sitegen.showing import show_dates

    def on_wait() -> None:
        print(f"Ein anderer Bau schreibt gerade in {options.out}; bitte warten …", flush=True)

    more = wanted_reports(options.bericht)
    outcome = build(order, on_wait)
    _report(outcome, "terminal")
    write_reports(outcome, more)
    show_dates(outcome.site, (), sys.stdout)
    if not outcome.is_published:
        print(f"Nichts veröffentlicht; {options.out} bleibt, wie es war.")
        return FINDINGS
    print(f"{len(outcome.files)} Dateien in {options.out} veröffentlicht.")
    return FINE


def _check(options: argparse.Namespace) -> int:
    from sitegen.diagnostics import has_errors
    from sitegen.pipeline import check
    from sitegen.proposals import need_form, wanted_reports, write_reports
    from sitegen.showing import show_dates

    need_form("--format", options.format)
    more = wanted_reports(options.bericht)
    wanted = _wanted(options.pfade)
    outcome = check(_order(options, Path("dist"), is_strict=options.strict))
    if wanted:
        about = tuple(f for f in outcome.findings if f.location.is_within(wanted))
        outcome = replace(outcome, findings=about)
    _report(outcome, options.format)
    write_reports(outcome, more)
    if options.format == "terminal":
        show_dates(outcome.site, wanted, sys.stdout)
    return FINDINGS if has_errors(outcome.findings) else FINE


def _wanted(paths: Sequence[Path]) -> tuple[str, ...]:
    """The given files and folders relative to the project, as findings name them."""
    for path in paths:
        if not path.exists():
            raise UsageError(f"„{path}“ gibt es nicht.")
    root = Path.cwd().resolve()
    try:
        return tuple(path.resolve().relative_to(root).as_posix() for path in paths)
    except ValueError:
        raise UsageError("Die Datei liegt außerhalb dieses Verzeichnisses.") from None


def _serve(options: argparse.Namespace) -> int:
    from sitegen.serve import serve

    order = _order(options, Path("dist"), is_strict=False)
    return serve(order, port=options.port, host=options.host, stream=sys.stdout)


def _new(options: argparse.Namespace) -> int:
    from sitegen.newseries import series_of
    from sitegen.reporters import REPORTERS
    from sitegen.scaffold import create, kind_named

    kind = kind_named(options.art)
    order = _order(options, Path("dist"), is_strict=False)
    series, findings = series_of(kind, options.kennung, options.wiederholung, options.beginn)
    path = None
    if not findings:
        known = series.known if series else {}
        path, findings = create(
            order.project, kind, options.kennung, is_long=options.lang, known=known
        )
    if path is None:
        REPORTERS["terminal"].report(findings, {}, sys.stdout)
        return FINDINGS
    print(f"{path.relative_to(Path.cwd())} angelegt. Füllen Sie die Felder aus und prüfen Sie mit:")
    print(f"  python -m sitegen check {path.relative_to(Path.cwd())}")
    if series:
        series.show(order, sys.stdout)
    return FINE


def _list(options: argparse.Namespace) -> int:
    from sitegen.listing import Wish, tell
    from sitegen.pipeline import look
    from sitegen.scaffold import kind_named
    from sitegen.surveys.worklist import STATES

    wish = Wish(
        states=tuple(state for state in STATES if getattr(options, state)),
        type_name=kind_named(options.art).name if options.art else None,
        is_week=options.diese_woche,
        form=options.format,
        folder=options.out,
        is_easy=options.leicht,
    )
    wish.need_sense()
    site, outcome = look(_order(options, Path("dist"), is_strict=False))
    if site is None:
        _report(outcome, "terminal")
        return FINDINGS
    tell(site, wish, sys.stdout)
    return FINE


def _check_in(options: argparse.Namespace) -> int:
    from sitegen.reviewing import Check, enter, read_table, told

    table = read_table(options.datei)
    named = options.eintraege
    check = Check(
        on=_day("--am", options.am),
        role=options.rolle,
        kind=options.art,
        records=(*named, *(record for record in table.checked if record not in named)),
    )
    check.need_sense(_today(options.today))
    entered = enter(Path.cwd(), check)
    if not entered.id:
        _report(entered.outcome, "terminal")
        print("Nichts eingetragen.")
        return FINDINGS
    print(told(entered, table.others), end="")
    return FINE


def _import_calendar(options: argparse.Namespace) -> int:
    from sitegen.importers.calendar import Wish
    from sitegen.taking import take_calendar

    wish = Wish(
        file=options.datei,
        today=_today(options.today),
        calendar=options.kalender,
        organisation=options.veranstalter,
        until=_day("--bis", options.bis) if options.bis else None,
    )
    return FINE if take_calendar(Path.cwd(), wish, sys.stdout) else FINDINGS


def _intake(options: argparse.Namespace) -> int:
    from sitegen.importers.intake import Wish, given
    from sitegen.taking import take_report

    name, data = given(options.datei, sys.stdin.buffer)
    wish = Wish(name, data, _today(options.today), options.anbieter, is_writing=options.schreiben)
    return FINE if take_report(Path.cwd(), wish, sys.stdout) else FINDINGS


def _explain(options: argparse.Namespace) -> int:
    from sitegen.explaining import explain

    explain(options.code, sys.stdout)
    return FINE


def _handbook(_options: argparse.Namespace) -> int:
    from sitegen.handbook import files

    return _written(files())


def _schema(_options: argparse.Namespace) -> int:
    from sitegen.schema import schemas

    return _written(schemas())


def _written(made: Mapping[str, str]) -> int:
    from sitegen.generated import write

    for path in write(Path.cwd(), made):
        print(path)
    return FINE


def _order(options: argparse.Namespace, target: Path, *, is_strict: bool) -> "Order":
    from sitegen.order import Order

    project = Path.cwd()
    return Order(
        project=project,
        templates=project / "templates",
        target=target,
        today=_today(options.today),
        base_url=_base_url(getattr(options, "base_url", None)),
        is_strict=is_strict,
        processes=len(os.sched_getaffinity(0)),
    )


def _base_url(text: str | None) -> str | None:
    from pydantic_core import PydanticCustomError

    from sitegen.addresses import parse_web_address

    try:
        return None if text is None else parse_web_address(text)
    except PydanticCustomError:
        raise UsageError(f"--base-url: „{text}“ ist keine Web-Adresse mit https://.") from None


def _today(text: str | None) -> date:
    """--today, else SOURCE_DATE_EPOCH (reproducible builds), else today in Germany."""
    from sitegen.dates import berlin_today

    if text is not None:
        return _day("--today", text)
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return berlin_today(datetime.now(UTC))
    if not epoch.isascii() or not epoch.isdigit() or len(epoch) > 11:
        raise UsageError(f"SOURCE_DATE_EPOCH: „{epoch}“ ist keine Zahl von Sekunden.")
    return datetime.fromtimestamp(int(epoch), UTC).date()


def _day(option: str, text: str) -> date:
    from sitegen.dates import parse_today

    day = parse_today(text)
    if day is None:
        raise UsageError(f"{option}: „{text}“ ist kein Tag in der Form JJJJ-MM-TT.")
    return day


def _report(outcome: "Outcome | Kept", form: str) -> None:
    from sitegen.reporters import REPORTERS

    REPORTERS[form].report(outcome.findings, outcome.sources, sys.stdout)


def _network(options: argparse.Namespace) -> int:
    from sitegen.pipeline import look
    from sitegen.surveys.network import concerning, survey, targets_in
    from sitegen.surveys.network.formats import FORMATS

    wanted = _wanted(options.zu)
    site, _ = look(_order(options, Path("dist"), is_strict=False))
    if site is None:
        print("Erst müssen alle Fehler behoben sein; der Befehl check zeigt sie.", file=sys.stderr)
        return FINDINGS
    report = survey(site)
    if wanted:
        report = concerning(report, targets_in(site, wanted))
    FORMATS[options.format](report, sys.stdout)
    return FINE


def _dates(options: argparse.Namespace) -> int:
    from sitegen.pipeline import look
    from sitegen.showing import tell_dates

    site, outcome = look(_order(options, Path("dist"), is_strict=False))
    if site is None:
        _report(outcome, "terminal")
        return FINDINGS
    tell_dates(site, options.namen, lambda path: _wanted([path])[0], options.format, sys.stdout)
    return FINE


def _preview(options: argparse.Namespace) -> int:
    from sitegen.proposals import write_preview

    write_preview(options.vorher, options.nachher, options.out)
    print(f"Die Vorschau liegt in {options.out}; sie beginnt mit index.html.")
    return FINE


def _workflows(_options: argparse.Namespace) -> int:
    from sitegen.workflows import files

    return _written(files())
