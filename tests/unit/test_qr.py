"""QR codes are read again by another program, and lead to the page beside which they stand."""

import base64
import re
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageOps

from sitegen.order import Order
from sitegen.outputs.qr import plan
from sitegen.pipeline import look
from sitegen.qrcodes import dots, drawn
from sitegen.site import Site
from tests.golden.conftest import TODAY, settle
from tests.planning import jobs_in

BASE = "https://nebenan.example.org/lindenau"
SIZES = {  # the smallest version whose capacity, by the standard, is enough
    "https://a.de/angebote/a/": "2",
    f"{BASE}/angebote/cafe-am-fluss/": "4",
    f"{BASE}/stadtbezirke/hafen/": "4",
    f"{BASE}/angebote/{'a' * 80}/": "8",  # as long as an id may be
}
ADDRESSES = list(SIZES)
DOTS = 10
QUIET = 4


def picture(svg: bytes) -> Image.Image:
    """The picture as a browser draws it, ten dots to a module; it is made of level strokes."""
    text = svg.decode()
    found = re.search(r'viewBox="0 0 (\d+) \1"', text)
    assert found
    side = int(found[1])
    assert f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/>' in text
    strokes = re.search(r'<path stroke="#000" d="([^"]+)"/></svg>\s*$', text)
    assert strokes
    image = Image.new("L", (side * DOTS, side * DOTS), 255)
    draw = ImageDraw.Draw(image)
    x = y = 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", strokes[1]):
        if command == "h":
            width = float(numbers)
            top = (y - 0.5) * DOTS
            draw.rectangle((x * DOTS, top, (x + width) * DOTS - 1, top + DOTS - 1), fill=0)
            x += width
        else:
            right, down = map(float, numbers.split())
            x, y = (right, down) if command == "M" else (x + right, y + down)
    return image


@pytest.mark.parametrize("address", ADDRESSES)
def test_another_program_reads_the_address(address: str) -> None:
    found = zxingcpp.read_barcodes(picture(drawn(address)))
    assert [(code.format.name, code.text) for code in found] == [("QRCode", address)]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_code_is_drawn_as_it_was_asked_for(address: str) -> None:
    (code,) = zxingcpp.read_barcodes(picture(drawn(address)))
    said: Any = code.extra
    assert said["Version"] == SIZES[address]
    assert (said["ECLevel"], said["DataMask"]) == ("M", 2)


def test_nothing_stands_in_the_quiet_zone() -> None:
    image = picture(drawn(ADDRESSES[0]))
    zone = QUIET * DOTS
    box = Image.eval(image, lambda value: 255 - value).getbbox()
    assert box == (zone, zone, image.width - zone, image.height - zone)


@pytest.mark.parametrize("address", ADDRESSES)
def test_dots_are_those_of_the_picture(address: str) -> None:
    bits = "".join(f"{byte:08b}" for byte in base64.b64decode(dots(address)))
    side = int(len(bits) ** 0.5)
    image = Image.new("1", (side, side), 1)
    image.putdata([bit == "0" for bit in bits[: side * side]])
    large = ImageOps.expand(image.resize((side * DOTS, side * DOTS)), QUIET * DOTS, 1)
    found = zxingcpp.read_barcodes(large.convert("L"))
    assert [(code.format.name, code.text) for code in found] == [("QRCode", address)]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_picture_is_small(address: str) -> None:
    assert len(drawn(address)) < 6_000


def site_of(project: Path, base: str | None) -> Site:
    site, _ = look(Order(project, project / "templates", project / "dist", TODAY, base))
    assert site is not None
    return site


def test_every_page_of_an_offer_and_every_district_has_one(tmp_path: Path) -> None:
    site = site_of(settle(tmp_path), BASE)
    urls = {job.url for job in jobs_in(plan(site))}
    assert urls == {
        *(f"/angebote/{name}/qr.svg" for name in site.offers),
        *(f"/leichte-sprache/angebote/{name}/qr.svg" for name in site.offers),
        *(f"/stadtbezirke/{name}/qr.svg" for name in site.catalogue.records["stadtbezirk"]),
    }


def test_a_site_that_does_not_know_its_address_has_none(tmp_path: Path) -> None:
    project = settle(tmp_path)
    settings = project / "content" / "site.yaml"
    text = settings.read_text("utf-8").replace("betrieb: produktion", "betrieb: demo")
    settings.write_text(re.sub(r"basisadresse: .*\n", "", text), "utf-8")
    assert jobs_in(plan(site_of(project, None))) == []
