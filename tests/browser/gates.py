"""A page in the browser -> what is wrong with it, as axe sees it and as our own gates do.

No engine finds more than two thirds of what common defects there are, so nothing that one of
them lets pass is proved to be right.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, ViewportSize

HERE = Path(__file__).parent
PHONE: ViewportSize = {"width": 360, "height": 700}
NARROW: ViewportSize = {"width": 320, "height": 640}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}

# How people look at a page, as options of a tab.
MODES: Mapping[str, Mapping[str, Any]] = {
    "light": {"viewport": DESKTOP, "color_scheme": "light"},
    "dark": {"viewport": PHONE, "color_scheme": "dark"},
    "320px": {"viewport": NARROW, "color_scheme": "light"},
    "forced-colours": {"viewport": PHONE, "forced_colors": "active"},
}

_AXE = (HERE / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
# Everything the law asks for, WCAG 2.2, good practice, and contrast 7:1.
_RULES: Mapping[str, Any] = {
    "runOnly": [
        *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"),
        "wcag2aaa",
    ],
    # Links within sentences are as high as the line; the others are measured below.
    "rules": {"target-size": {"enabled": True}, "link-in-text-block": {"enabled": True}},
}
_AUDIT = """async (rules) => {
  const found = await axe.run(document, {...rules, resultTypes: ['violations']});
  return found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', '));
}"""


_FORCED = {
    "runOnly": _RULES["runOnly"],
    "rules": {
        **_RULES["rules"],
        "color-contrast": {"enabled": False},
        "color-contrast-enhanced": {"enabled": False},
    },
}
_GATES = (HERE / "gates.js").read_text("utf-8")
_RUN = """() => Object.entries(gates).flatMap(
  ([name, gate]) => gate().map(fault => name + ': ' + fault))"""


def audit(page: Page) -> list[str]:
    """What axe objects to, as rule and elements.

    It reads the colours of the sheet: those that the system puts in their place it cannot know.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE)
    is_forced = page.evaluate("matchMedia('(forced-colors: active)').matches")
    found = page.evaluate(_AUDIT, _FORCED if is_forced else _RULES)
    assert isinstance(found, list)
    return found


def point_at_everything(page: Page) -> None:
    """Let all links and controls look as they do under a pointer."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    wanted = {"nodeId": root, "selector": "a[href], button, summary, input, select"}
    for node in session.send("DOM.querySelectorAll", wanted)["nodeIds"]:
        forced = {"nodeId": node, "forcedPseudoClasses": ["hover", "focus"]}
        session.send("CSS.forcePseudoState", forced)


def gates(page: Page) -> Sequence[str]:
    """What our own gates object to, as gate and element."""
    page.evaluate(_GATES)
    found: list[str] = page.evaluate(_RUN)
    return found
