"""What is read again of a project when it is known what changed."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.inputs import inputs_of, read_again
from tests.examples import project as examples

OFFER = "offers/teestube.yaml"


def pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def test_a_file_that_changed_is_read_alone(tmp_path: Path) -> None:
    order = examples.order(examples.city(tmp_path / "city"))
    before = inputs_of(order)
    for name in (OFFER, "content/site.yaml"):
        (order.project / name).write_text("titel: Neu", "utf-8")
    again = read_again(before, [str(order.project / OFFER)])
    assert again is not None
    new = [one for one, other in zip(again.files, before.files, strict=True) if one is not other]
    assert [(it.path, it.data) for it in new] == [(OFFER, b"titel: Neu")]
    assert (again.media, again.assets) == (before.media, before.assets)


@pytest.mark.parametrize(
    "change",
    [
        Path.unlink,
        lambda file: file.unlink() or file.mkdir(),
        lambda file: file.rename(file.with_name("x")) and file.symlink_to("x"),
        pipe,
        lambda file: file.write_bytes(b" " * 300_000),
    ],
)
def test_whatever_is_no_file_any_more_is_not_read_alone(
    tmp_path: Path, change: Callable[[Path], object]
) -> None:
    order = examples.order(examples.city(tmp_path / "city"))
    before, file = inputs_of(order), order.project / OFFER
    change(file)
    assert read_again(before, [str(file)]) is None


@pytest.mark.parametrize(
    "path", ["/", "offers", "offers/neu.yaml", "content/medien/anger.png", "templates/base.html"]
)
def test_other_places_are_not_read_alone(tmp_path: Path, path: str) -> None:
    order = examples.order(examples.city(tmp_path / "city"))
    assert read_again(inputs_of(order), [str(order.project / path)]) is None
