"""The symbol in all its sizes, and what others are shown of a page whose address they are sent."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

OFFER = "angebote/cafe-am-fluss/index.html"


@pytest.mark.parametrize(
    ("name", "size"),
    [("marke.png", (48, 48)), ("marke-180.png", (180, 180)), ("teilen.png", (1200, 630))],
)
def test_pictures_have_the_size_that_is_named(city: Path, name: str, size: tuple[int, int]) -> None:
    data = (city / "assets" / name).read_bytes()
    with Image.open(BytesIO(data)) as picture:
        assert (picture.format, picture.size) == ("PNG", size)
    assert len(data) < 40_000


def test_a_shared_address_tells_of_the_site_not_of_the_offer(city: Path) -> None:
    html = (city / OFFER).read_text("utf-8")
    shared = [line for line in html.splitlines() if 'property="og:' in line]
    assert '<meta property="og:title" content="Nebenan in Lindenau">' in shared
    assert any(line.endswith('/assets/teilen.png">') for line in shared)
    assert not any("Café" in line for line in shared)
