"""Site paths; what holds for any of them stands in tests/properties/test_slug_properties.py."""

import pytest

from sitegen.urls import MAX_SLUG, file_of, is_slug, relative


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("/", "index.html"),
        ("/angebote/", "angebote/index.html"),
        ("/angebote/tee/", "angebote/tee/index.html"),
        ("/404.html", "404.html"),
        ("/.well-known/security.txt", ".well-known/security.txt"),
    ],
)
def test_the_file_of_an_address(url: str, file: str) -> None:
    assert file_of(url) == file


@pytest.mark.parametrize(
    ("target", "start", "link"),
    [
        ("/", "/", "./"),
        ("/", "/404.html", "./"),
        ("/404.html", "/", "404.html"),
        ("/", "/angebote/tee/", "../../"),
        ("/angebote/", "/angebote/tee/", "../"),
        ("/angebote/tee/", "/angebote/tee/", "./"),
        ("/angebote/saft/", "/angebote/tee/", "../saft/"),
        ("/anbieter/tee/", "/angebote/tee/", "../../anbieter/tee/"),
        ("/leichte-sprache/angebote/tee/", "/angebote/tee/", "../../leichte-sprache/angebote/tee/"),
        ("/assets/style.css", "/angebote/tee/", "../../assets/style.css"),
        ("/angebote/tee/#zeiten", "/", "angebote/tee/#zeiten"),
        ("/angebote/tee/#zeiten", "/angebote/tee/", "#zeiten"),
    ],
)
def test_links_are_relative(target: str, start: str, link: str) -> None:
    assert relative(target, start) == link


@pytest.mark.parametrize("length", [1, MAX_SLUG, MAX_SLUG + 1])
def test_an_id_is_not_too_long(length: int) -> None:
    assert is_slug("a" * length) == (length <= MAX_SLUG)
