"""Ways into online meetings: a record that holds one is refused, a calendar's is not taken over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.importers.places import place_of
from sitegen.importers.wording import is_meeting, words_of
from sitegen.meetings import meeting_access
from tests.examples import project

FILES = {source.path: source.data.decode() for source in project.sources()}
TEE, SERIES = "offers/teestube.yaml", "content/veranstaltungen/reihe.yaml"

ROOMS = (
    "https://zoom.us/j/81234567890?pwd=x",
    "https://us02web.zoom.us/j/81234567890",
    "https://example.zoom.us/my/raum",
    "https://zoom.us/wc/812/join",
    "zoommtg://zoom.us/join?confno=812",
    "https://teams.microsoft.com/l/meetup-join/19%3ameeting",
    "https://teams.microsoft.com/_#/l/meetup-join/19%3ameeting",
    "https://teams.microsoft.com/meet/123",
    "https://teams.live.com/meet/9312345",
    "https://meet.google.com/abc-defg-hij",
    "https://stadt.webex.com/meet/raum",
    "https://stadt.webex.com/stadt/j.php?MTID=m1",
    "https://stadt.webex.com/webappng/sites/stadt/meeting/info/abc",
    "https://meet.jit.si/Teestube",
    "https://meet.ffmuc.net/Teestube",
    "https://jitsi.example.org/Teestube",
    "https://meet.goto.com/123456789",
    "https://konferenz.example.org/Teestube",
    "https://conf1.example.org/teestube",
    "https://meet.goto.example.org/b/ab1-cd2-x",
    "https://meeting.senfcall.de/abc-def-ghi",
    "https://senfcall.de/abc-def-ghi",
    "https://app.alfaview.com/#/join/01EZY/5726d492/rgOU/v2",
    "https://teestube.edudip.com/room/123",
    "https://bbb.example.org/b/abc-def-ghi",
    "https://bbb-3.example.org/rooms/abc",
    "https://example.org/b/abc-xyz-123",
    "https://treffen.example.org/rooms/abc-def-ghi-jkl/join",
    "https://cloud.example.org/call/a1b2c3d4",
    "https://www.gotomeeting.com/join/123",
    "https://app.goto.com/meeting/123",
    "https://gotomeet.me/teestube",
    "https://whereby.com/teestube",
    "https://join.skype.com/abc",
    "https://gather.town/app/x1/teestube",
    "https://example.org/raum?a=1&pwd=geheim",
    "HTTPS://ZOOM.US/J/1",
)
SECRETS = (
    "Meeting-ID: 812 3456",
    "Besprechungs-ID 812 3456",
    "Konferenznummer (PIN): 812 3456",
    "Kenncode: 4711",
    "Passcode 4711",
    "Passcode: abC12x",
    "Passwort: Sonnenblume",
    "Das Passwort lautet Sonnenblume.",
    "Meeting-Passwort: „Tee2026“",
    "Sitzungskennwort = x1",
    "Zugangscode 123456",
    "Zugangsdaten: teestube7",
    "Einwahl 030 23125100, PIN 4711",
    "Einwahl: +49 30 23125100, PIN: 471 122#",
    "+49 30 23125100,,8123456#",
)
HARMLESS = (
    "Wir treffen uns über Zoom.",
    "https://zoom.us/",
    "https://www.zoom.com/de/products/",
    "https://us02web.zoom.us/webinar/register/WN_x1",
    "https://us02web.zoom.us/meeting/register/tZx1",
    "https://teams.microsoft.com/",
    "https://stadt.webex.com/webappng/sites/stadt/meeting/register/abc",
    "https://attendee.gotowebinar.com/register/123",
    "https://teestube.edudip.com/de/webinar/tee/123",
    "https://meet.example.org/anmeldung",
    "https://meet.jit.si/",
    "https://www.meetup.com/teestube",
    "https://konferenz-gegen-einsamkeit.example.org/programm",
    "https://konferenz.example.org/programm",
    "https://jitsi.org/downloads",
    "https://video.example.org/film",
    "https://example.org/b/antrag",
    "https://example.org/rooms/saal",
    "https://example.org/call/kontakt",
    "https://example.org/webex.com",
    "https://example.org/meet/abc",
    "https://example.org/anmelden?id=12",
    "Den Kenncode bekommen Sie per Mail.",
    "Kenncode: Sie bekommen ihn nach der Anmeldung.",
    "Passwort: per Mail",
    "Sicheres Passwort: So geht das",
    "Das Passwort vergessen? Wir helfen an 3 Tagen.",
    "Die Einwahl ist kostenlos.",
    "Unser Pin zum Anstecken kostet 3 Euro.",
    "Meeting um 10",
    "Kursnummer 261 234",
)


def refused(text: str) -> bool:
    """Whether an offer that says so is refused."""
    more = "text: |\n" + "".join(f"  {line}\n" for line in text.split("\n"))
    return "zugang-zum-treffen" in codes({TEE: FILES[TEE] + more})


def codes(files: dict[str, str]) -> list[str]:
    return [finding.code for finding in project.findings(files)]


@pytest.mark.parametrize("way", [*ROOMS, *SECRETS])
def test_what_a_calendar_does_not_bring_in_a_record_may_not_hold(way: str) -> None:
    assert refused(f"Kommen Sie!\n\n{way}")
    assert meeting_access(f"Kommen Sie! {way}") is not None
    found = words_of(f"Kommen Sie!\n{way}\nWir freuen uns.")
    assert found.text == "Kommen Sie!\n\nWir freuen uns."
    assert found.dropped
    assert found.has_meeting
    assert is_meeting(way)


@pytest.mark.parametrize("way", [*ROOMS, *SECRETS])
def test_the_words_for_a_place_hold_no_way_in(way: str) -> None:
    for written in (way, way.removeprefix("https://"), f"Teestube, {way}"):
        place = place_of(written, {})
        assert meeting_access(place.words) is None
        assert place.is_online or place.words.startswith("Teestube")
        assert place.notes


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_speaks_of_meetings_is_left_alone(text: str) -> None:
    assert meeting_access(text) is None
    assert meeting_access(f"Kommen Sie! {text}\nBis bald!") is None


@given(st.lists(st.sampled_from([*ROOMS, *SECRETS, *HARMLESS]), max_size=6), st.data())
def test_what_is_taken_over_passes_the_check(parts: list[str], data: st.DataObject) -> None:
    joints = [data.draw(st.sampled_from([" ", "\n", ". ", ", "])) for _ in parts]
    text = "".join(part + joint for part, joint in zip(parts, joints, strict=True))
    assert meeting_access(words_of(text).text) is None


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (TEE, "kontakt: {web: 'https://zoom.us/j/1'}\n"),
        (TEE, "text: |\n  Hier:\n\n  [hinein](https://zoom.us/j/1)\n"),
        (TEE, "verweise: {verweist_an: [{ziel: anbieter/nachbarschaft, grund: zoom.us/j/1}]}\n"),
        (SERIES, "anmeldung: {text: 'Kenncode 123'}\n"),
        (SERIES, "anmeldung: {text: 'Passwort: Tee'}\n"),
        ("content/orte/haus-am-anger.yaml", "eingang: zoom.us/j/1\n"),
    ],
)
def test_it_is_seen_wherever_it_stands(path: str, text: str) -> None:
    assert "zugang-zum-treffen" in codes({path: FILES[path] + text})
