"""What others send becomes records: what is said of `import ics` and `eingang`, once it is done."""

from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from sitegen.diagnostics import has_errors
from sitegen.importers import calendar, calendar_report, intake, intake_report
from sitegen.outcome import Outcome
from sitegen.reporters import REPORTERS


def take_calendar(project: Path, wish: calendar.Wish, stream: TextIO) -> bool:
    """Take over a calendar's dates; whether that was possible."""
    taken = calendar.take_over(project, wish)
    return _tell(taken.outcome, lambda: calendar_report.report_of(taken), stream)


def take_report(project: Path, wish: intake.Wish, stream: TextIO) -> bool:
    """Make a record of what somebody tells of an offer; whether that was possible."""
    received = intake.receive(project, wish)
    return _tell(received.outcome, lambda: intake_report.report_of(received), stream)


def _tell(outcome: Outcome, report: Callable[[], str], stream: TextIO) -> bool:
    """What has happened and what to look at, or why nothing has."""
    is_taken = not has_errors(outcome.findings)
    if is_taken:
        stream.write(report())
    if outcome.findings:
        REPORTERS["terminal"].report(outcome.findings, outcome.sources, stream)
    if not is_taken:
        print("Nichts übernommen.", file=stream)
    return is_taken
