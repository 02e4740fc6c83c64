"""The real content, built once for all tests that look at what citizens get."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sitegen.diagnostics import Findings
from sitegen.order import Order
from sitegen.pipeline import build

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 22)
# Not at the root of its host, so that links which only work there are found.
BASE_URL = "https://verzeichnis.example.org/real/"


@dataclass(frozen=True, slots=True)
class RealSite:
    """The published site, and what the build had to say."""

    dist: Path
    findings: Findings


def order(target: Path) -> Order:
    """What is to be built of the real content, and where."""
    return Order(ROOT, ROOT / "templates", target, TODAY, BASE_URL)


def build_real(folder: Path) -> RealSite:
    """Build the real site into `real/` of a folder."""
    dist = folder / "real"
    outcome = build(order(dist))
    assert outcome.is_published, [finding for finding in outcome.findings if finding.is_error]
    return RealSite(dist, outcome.findings)
