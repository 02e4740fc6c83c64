"""A page in the browser -> what is wrong with it, as axe sees it and as our own gates do.

No engine finds more than two thirds of what common defects there are, so nothing that one of
them lets pass is proved to be right.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page, ViewportSize

HERE = Path(__file__).parent
PHONE: ViewportSize = {"width": 360, "height": 700}
NARROW: ViewportSize = {"width": 320, "height": 640}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}


@dataclass(frozen=True, slots=True)
class Mode:
    """How somebody looks at a page: window, colours, and rules of their own over the sheets."""

    viewport: ViewportSize
    color_scheme: Literal["light", "dark"] = "light"
    forced_colors: Literal["none", "active"] = "none"
    rules: str = ""


SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important;"
    " word-spacing: .16em !important } p { margin-bottom: 2em !important }"
)
MODES: Mapping[str, Mode] = {
    "light": Mode(DESKTOP),
    "dark": Mode(PHONE, color_scheme="dark"),
    "320px": Mode(NARROW),
    "forced-colours": Mode(PHONE, forced_colors="active"),
    "text-spacing": Mode(NARROW, rules=SPACING),
    "large-text": Mode({"width": 640, "height": 600}, rules="html { font-size: 225% !important }"),
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
# Nothing that a gate has moved the focus to is to look focused to what comes after it.
_RUN = """(names) => {
  const found = (names.length ? names : Object.keys(gates)).flatMap(
    name => gates[name]().map(fault => name + ': ' + fault));
  document.activeElement?.blur();
  return found;
}"""
_SHOW = """(rules) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [sheet];
}"""


def show(page: Page, mode: str) -> None:
    """Let a page that is open look as it does in a mode."""
    wanted = MODES[mode]
    page.set_viewport_size(wanted.viewport)
    page.emulate_media(color_scheme=wanted.color_scheme, forced_colors=wanted.forced_colors)
    page.evaluate(_SHOW, wanted.rules)


def faults(page: Page, modes: Sequence[str] = tuple(MODES)) -> list[str]:
    """All that is wrong with a page, with the mode it is wrong in.

    It is loaded once: no script asks again how wide the window is, and what it opened in a wide
    one stays open, so that a narrow one has more to show, not less.
    """
    found = []
    for mode in modes:
        wanted = MODES[mode]
        show(page, mode)
        # Larger or wider text changes nothing but how much room there has to be.
        room = ("overflow", "clipped") if wanted.rules else ()
        seen = [*([] if room else audit(page)), *gates(page, *room)]
        found += [f"{mode}: {fault}" for fault in seen]
    # The next page is to be loaded in a wide window again.
    show(page, next(iter(MODES)))
    return found


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


def gates(page: Page, *names: str) -> list[str]:
    """What our own gates object to, or those named alone, as gate and element."""
    page.evaluate(_GATES)
    found = page.evaluate(_RUN, names)
    assert isinstance(found, list)
    return found
