"""Ways into online meetings: addresses, numbers and secrets that are no text for a page.

Whoever reads the page, or any program that does, could join, listen and disturb. This is the
one list: what is refused in a record is what no record takes over from a calendar. To add a
service, add what stands in the links of its rooms, not its name; where people register is no
way in.
"""

import re

# Hosts that serve nothing but rooms, and what stands at them for everybody to read.
_ONLY_ROOMS = (
    r"(?<![\w-])(?:meet(?:ing)?|jitsi|bigbluebutton|conf(?:erence)?|(?:video|web)?konferenz"
    r"|bbb[\w-]{0,20})\d{0,9}(?:\.[\w-]{1,60}){2,5}(?::\d{1,5})?"
    r"|senfcall\.de|gotomeet\.me|whereby\.com|fairmeeting\.net|kmeet\.infomaniak\.com"
    r"|alfaview\.com|edudip[\w-]{0,20}\.\w{2,9}"
)
_FOR_ALL = (
    r"(?:\S{0,200}(?:regist|anmeld|impressum|datenschutz|programm|kontakt|anfahrt)"
    r"|(?:[a-z]{2}/)?webinare?/[^/\s]{1,200}/\d)"
)
_ROOMS = (
    rf"(?:{_ONLY_ROOMS})/(?!{_FOR_ALL})#?/?\w",
    r"zoom(?:gov)?\.(?:us|com|de)/(?:j|my|s|w|wc|meeting(?!/register))/",
    r"\bzoommtg:|\bmsteams:",
    r"teams\.(?:microsoft|live)\.com/(?:meet/|\S{0,200}\bmeetup-join/)",
    r"webex\.com/(?:(?:meet|join)/|\S{0,200}(?:j\.php|joinservice|/meeting/(?!register)))",
    r"/(?:b|rooms)/[a-z0-9]{3}-[a-z0-9]{3}-",
    r"\bgoto(?:meeting|webinar)?\.com/(?:join|meeting)/",
    r"\bjoin\.skype\.com/\w|\bgather\.town/(?:app|i)/",
    r"opentalk[\w.-]{0,60}/(?:invite|room)/|/call/[a-z0-9]{8}\b",
    r"[?&](?:pwd|passcode)=\w",
    r"\d[\d ]{6,20},,\d{4}",
)
_NUMBER = (
    r"(?:meeting|besprechungs?|webinar|konferenz|sitzungs?)[- ]?(?:id|nummer|kennung|kennnummer)\b"
)
_CODE = (
    r"(?:kenncode|passcode|passwor[dt]|kennwort"
    r"|\b(?:zugangs|zugriffs|einwahl|meeting|teilnehmer|raum|sitzungs|konferenz)-?code"
    r"|\bzugangsdaten)\b"
)
_IS = r"\s{0,3}(?:\([^)]{0,40}\)\s{0,3})?(?:(?:ist|lautet)\b\s{0,3})?[:=]?\s{0,3}[„\"'»]?"
# After „Kenncode:“ these begin words about it; anything else that stands alone is the code.
_ABOUT = (
    r"(?:auf|bei|beim|nach|per|in|im|mit|via|bekommen|erhalten|kommt|wird|folgt|siehe|sie|wir"
    r"|nicht|kein\w*|nötig|ja|nein)\b"
)
_ALONE = (
    rf"\s{{0,3}}(?:[:=]|lautet\b)\s{{0,3}}[„\"'»]?"
    rf"(?!{_ABOUT})\w[^\s,;.)]{{0,40}}(?:[,;.)]|\s{{0,3}}$)"
)
_ROOM = re.compile(
    "|".join(
        (
            *_ROOMS,
            rf"\b{_NUMBER}{_IS}\d{{3}}",
            rf"{_CODE}{_IS}[\w!$%&*+-]{{0,40}}?\d",
            rf"{_CODE}{_ALONE}",
            rf"\bpin(?:-?code)?{_IS}\d{{3}}",
        )
    ),
    re.IGNORECASE | re.MULTILINE,
)
# Without one of these, in small letters, a text holds no way into a meeting.
_MARKS = (
    *("meet", "itsi", "bluebutton", "conf", "konferenz", "bbb", "senfcall", "whereby", "alfaview"),
    *("edudip", "zoom", "teams", "webex", "/b/", "/rooms/", "goto", "skype", "gather", "opentalk"),
    *("/call/", "pwd=", ",,", "pin", "code", "passwor", "kennwort", "zugangsdaten"),
    *("besprechung", "webinar", "sitzung"),
)
_SPOKEN = re.compile(
    rf"\b{_NUMBER}|{_CODE}|\b(?:einwahl|dial-?in\b|pin(?:-?code)?:)", re.IGNORECASE
)


def meeting_access(text: str) -> int | None:
    """Where in the text the way into a meeting begins; None if there is none."""
    found = _ROOM.search(text) if may_give_access(text) else None
    return found.start() if found else None


def may_give_access(text: str) -> bool:
    """Whether it is worth looking closer; True also for texts that hold no way in."""
    small = text.casefold()
    return any(mark in small for mark in _MARKS)


def speaks_of_access(text: str) -> bool:
    """Whether it holds a way into a meeting, or words that stand beside one."""
    return bool(_ROOM.search(text) or _SPOKEN.search(text))
