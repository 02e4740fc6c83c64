"""Addresses and numbers that let anybody into an online meeting; they are no text for a page.

Whoever reads the page, or any program that does, could join, listen and disturb. To add a
service, add what stands in the links of its rooms, not its name.
"""

import re

_ROOMS = (
    r"zoom(?:gov)?\.(?:us|com|de)/(?:j|my|s|w|wc|meeting)/",
    r"teams\.microsoft\.com/(?:l/meetup-join|meet)/",
    r"teams\.live\.com/meet/",
    r"meet\.google\.com/[a-z]{3,4}-",
    r"webex\.com/(?:meet|join|[\w.-]+/j\.php)",
    r"meet\.jit\.si/\w",
    r"\bbbb[\w.-]*/(?:b|rooms)/",
    r"/b/[a-z0-9]{3}-[a-z0-9]{3}-",
    r"(?:gotomeeting\.com/join|gotomeet\.me)/",
    r"(?:global)?gotomeeting\.com/join/",
    r"whereby\.com/\w",
    r"join\.skype\.com/\w",
    r"(?:meeting|webinar|konferenz)-?\s?id\s*:?\s*\d{3}",
    r"\bkenncode\s*:?\s*\w*\d",
)
_ROOM = re.compile("|".join(_ROOMS), re.IGNORECASE)


def meeting_access(text: str) -> int | None:
    """Where in the text the way into a meeting begins; None if there is none."""
    found = _ROOM.search(text)
    return found.start() if found else None
