"""Sites of plain pages, one generation after the other, for what concerns publication alone."""

from pathlib import Path

from sitegen.publish import MARK, open_staging, publish
from sitegen.trees import MARKER

PAGES = 200


def site(label: str, pages: int = PAGES) -> dict[str, bytes]:
    """A generation: pages that carry its label, pages that never change, pages of its own."""
    made = {f"seite-{number:03}/index.html": body(label) for number in range(0, pages, 2)}
    made |= {f"seite-{number:03}/index.html": body("immer") for number in range(1, pages, 2)}
    return made | {f"nur/{label}/{number}.html": body(label) for number in range(0, pages, 40)}


def body(label: str) -> bytes:
    """Long enough that half a page would show."""
    return f"{label}\n".encode() * 400


def contents(folder: Path) -> dict[str, bytes]:
    """The bytes of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def whole(target: Path, pages: int = PAGES) -> str:
    """The label of the generation that the target holds wholly and alone."""
    found = contents(target)
    label = found["seite-000/index.html"].split(b"\n")[0].decode()
    assert found == {**site(label, pages), MARKER: MARK}
    return label


def build(target: Path, label: str, pages: int = PAGES, *, in_one_step: bool = True) -> list[str]:
    """One whole build; the codes of what it found."""
    with open_staging(target, target.parent) as (staging, findings):
        if staging is None:
            return [finding.code for finding in findings]
        made = site(label, pages)
        for file, data in made.items():
            findings = staging.write(file, data)  # noqa: PLW2901 - the same findings, later
            if findings:
                return [finding.code for finding in findings]
        findings = publish(staging, made, in_one_step=in_one_step)  # noqa: PLW2901
        assert findings or whole(target, pages) == label
        return [finding.code for finding in findings]
