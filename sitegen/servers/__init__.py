"""How nginx and Apache are to serve the site: what `headers` holds in, a file for each out.

`sitegen handbuch` writes them to docs/betrieb/ for whoever runs the web server.
"""

from collections.abc import Iterator, Mapping, Sequence
from importlib import resources

from sitegen.headers import FRESH, HEADERS, LASTING, LASTS, TYPES

FOLDER = "docs/betrieb"
_NOTICE = "# Erzeugt mit: python -m sitegen handbuch\n"
_CHARSET = "; charset=utf-8"

# What both servers read alike. Nobody gets hidden files, but for those that RFC 8615 means for
# everybody, nor the file with which other hosts are told what to send.
_SHARED = {
    "hidden": r"/(?:\.(?!well-known/)|_headers$)",
    "lasts": rf"\.(?:{'|'.join(ending[1:] for ending in LASTS)})$",
    "fresh": FRESH,
    "lasting": LASTING,
}


def files() -> Mapping[str, str]:
    """The file of each server by its path relative to the project."""
    return {f"{FOLDER}/nginx.conf": _nginx(), f"{FOLDER}/apache.conf": _apache()}


def _nginx() -> str:
    headers = [f'add_header {name} "{value}" always;' for name, value in HEADERS.items()]
    types = [f"{_bare(kind)} {ending[1:]};" for ending, kind in TYPES.items()]
    # nginx always packs HTML, and complains where it is named once more.
    texts = [kind for kind in _texts() if kind != "text/html"]
    return _filled("nginx.conf", headers=headers, types=types, texts=texts)


def _apache() -> str:
    headers = [f'Header always set {name} "{value}"' for name, value in HEADERS.items()]
    types = [f'AddType "{kind}" {ending}' for ending, kind in TYPES.items()]
    return _filled("apache.conf", headers=headers, types=types, texts=[" ".join(_texts())])


def _filled(name: str, **lines: Sequence[str]) -> str:
    """The text of a server's file; lines stand where their name stands, as far in as that."""
    made = []
    for line in resources.files(__name__).joinpath(name).read_text("utf-8").splitlines():
        place = line.strip(" @")
        if line.strip() == f"@{place}@":
            made += [line.replace(f"@{place}@", each) for each in lines[place]]
        else:
            made.append(line)
    text = "\n".join([*made, ""])
    for key, value in _SHARED.items():
        text = text.replace(f"@{key}@", value)
    return _NOTICE + text


def _texts() -> Iterator[str]:
    return (_bare(kind) for kind in TYPES.values() if kind != _bare(kind))


def _bare(kind: str) -> str:
    return kind.removesuffix(_CHARSET)
