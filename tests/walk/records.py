"""Records that come, go and change their names; mistakes, and their repair."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random

from tests.walk.edits import COLLECTIONS, OF_THEIR_OWN, OFFERS, PAGES, Change, saved, text_of
from tests.walk.world import World, put, snapshot

_NAMES = ("ahorn", "birke", "eiche", "linde", "ulme")
# What may stand only once, or names a record as its twin.
_ONCE = re.compile(r"^(?:fruehere_ids|herkunft|nummer):.*\n(?:  .*\n)*", re.MULTILINE)
_BLOCK = re.compile(r"^([a-z][a-z0-9-]*):\n(?:(?: .*)?\n)+", re.MULTILINE)


def _named(random: Random, path: Path) -> Path:
    ending = path.name.partition(".")[2]
    return path.with_name(f"{random.choice(_NAMES)}-{random.randrange(9)}.{ending}")


def _added(random: Random, world: World) -> str:
    """A record like another one, with a title of its own or the same one."""
    path = random.choice(world.files(*OF_THEIR_OWN))
    text = _ONCE.sub("", text_of(path))
    if random.random() < 0.7:
        text = re.sub(
            r"^(titel|name): .*$",
            rf"\1: {random.choice(_NAMES)}",
            text,
            count=1,
            flags=re.MULTILINE,
        )
    new = _named(random, path)
    saved(random, new, text)
    return f"{new.relative_to(world.project)} like {path.name}"


def _removed(random: Random, world: World) -> str:
    """A record that was added, or sometimes one that others name."""
    found = world.files(*OF_THEIR_OWN)
    own = [path for path in found if path.name.startswith(_NAMES)]
    if random.random() < 0.1:
        own = found
    if not own:
        return ""
    path = random.choice(own)
    path.unlink()
    return str(path.relative_to(world.project))


def _renamed(random: Random, world: World) -> str:
    """Another id: only the file, or with all that names it and the old id beside it."""
    path = random.choice(world.files(*OF_THEIR_OWN))
    new, old = _named(random, path).name.partition(".")[0], path.name.partition(".")[0]
    for twin in world.files(f"{path.parent.relative_to(world.project)}/{old}.*"):
        twin.rename(twin.with_name(twin.name.replace(old, new, 1)))
    if random.random() < 0.8:
        _follow(random, world, old, path.with_name(path.name.replace(old, new, 1)))
    return f"{path.relative_to(world.project)} -> {new}"


def _follow(random: Random, world: World, old: str, new: Path) -> None:
    name, named = new.name.partition(".")[0], rf"(?<=[/:])\b{old}\b(?=[)\s\]])|(?<=- ){old}$"
    for other in world.files(*OF_THEIR_OWN, *COLLECTIONS, "content/site.yaml"):
        text = text_of(other)
        more = re.sub(named, name, text, flags=re.MULTILINE)
        if more != text:
            saved(random, other, more)
    text = text_of(new)
    if "fruehere_ids:\n" in text:
        saved(random, new, text.replace("fruehere_ids:\n", f"fruehere_ids:\n  - {old}\n", 1))
    elif "pflege:\n" in text:
        saved(random, new, text.replace("pflege:\n", f"fruehere_ids:\n  - {old}\npflege:\n", 1))


def _term_added(random: Random, world: World) -> str:
    path = random.choice(world.files(*COLLECTIONS))
    text = text_of(path)
    blocks = [it for it in _BLOCK.finditer(text) if not re.search("nummer|sprachen", it[0])]
    if not blocks or path.name == "sprachen.yaml":
        return ""
    name = f"{random.choice(_NAMES)}-{random.randrange(9)}"
    block = random.choice(blocks)[0].partition("\n")[2]
    block = re.sub(
        r"^  (name|wort): .*$", rf"  \1: {name.title()}", block, count=1, flags=re.MULTILINE
    )
    saved(random, path, f"{text.rstrip()}\n{name}:\n{block}")
    return f"{path.relative_to(world.project)}: {name}"


def _term_removed(random: Random, world: World) -> str:
    path = random.choice(world.files(*COLLECTIONS))
    text = text_of(path)
    blocks = list(_BLOCK.finditer(text))
    own = [it for it in blocks if it[1].startswith(_NAMES)]
    if random.random() < 0.1:
        own = blocks
    if not own:
        return ""
    block = random.choice(own)
    saved(random, path, text.replace(block[0], "", 1))
    return f"{path.relative_to(world.project)}: {block[1]}"


def _terms_turned(random: Random, world: World) -> str:
    """The same terms in another order."""
    path = random.choice(world.files(*COLLECTIONS))
    text = text_of(path)
    blocks = [it[0] for it in _BLOCK.finditer(text)]
    if "".join(blocks) != text or len(blocks) < 2:
        return ""
    random.shuffle(blocks)
    saved(random, path, "".join(blocks))
    return str(path.relative_to(world.project))


RECORDS: Mapping[str, Change] = {
    "record added": _added,
    "record removed": _removed,
    "record renamed": _renamed,
    "term added": _term_added,
    "term removed": _term_removed,
    "terms in another order": _terms_turned,
}


# --- Mistakes ---------------------------------------------------------------------------------


def _spoilt(globs: Sequence[str], spoil: Callable[[str], str]) -> Change:
    def change(random: Random, world: World) -> str:
        path = random.choice(world.files(*globs))
        text = text_of(path)
        new = spoil(text)
        if new == text:
            return ""
        saved(random, path, new)
        return str(path.relative_to(world.project))

    return change


def _linked(random: Random, world: World) -> str:
    path = random.choice(world.files(*OF_THEIR_OWN))
    link = _named(random, path)
    link.unlink(missing_ok=True)
    link.symlink_to(path.name)
    return str(link.relative_to(world.project))


_HEADED = tuple(it for it in OF_THEIR_OWN if it.endswith("*.yaml"))

MISTAKES: Mapping[str, Change] = {
    "broken YAML": _spoilt(_HEADED, lambda it: it + '\nrest: "nie zu Ende\n'),
    "doubled key": _spoilt((OFFERS,), lambda it: it + "titel: Noch einer\n"),
    "unknown field": _spoilt(_HEADED, lambda it: it + "farbe: rot\n"),
    "unknown term": _spoilt((OFFERS,), lambda it: it.replace("- begegnung", "- begegnug")),
    "unknown record": _spoilt(
        (OFFERS, PAGES), lambda it: it.replace("angebot:teestube", "angebot:teetube")
    ),
    "impossible day": _spoilt(OF_THEIR_OWN, lambda it: it.replace("-11-02", "-11-31")),
    "former id of another": _spoilt(
        (OFFERS,), lambda it: it + "fruehere_ids: [voll]\n" * ("fruehere_ids" not in it)
    ),
    "no title": _spoilt((OFFERS,), lambda it: it.replace("titel: ", "# titel: ", 1)),
    "broken link in a text": _spoilt((PAGES,), lambda it: it + "\n[weg](seite:gibt-es-nicht)\n"),
    "empty file": _spoilt(OF_THEIR_OWN, lambda _: ""),
    "not UTF-8": _spoilt(OF_THEIR_OWN, lambda it: it + "\udcff\n"),
    "link in place of a file": _linked,
    "missing interface text": _spoilt(
        ("content/texte/de.yaml",), lambda it: it.replace("title: ", "titel: ", 1)
    ),
    "wrong settings": _spoilt(("content/site.yaml",), lambda it: it + "farbe: rot\n"),
    "broken template": _spoilt(("templates/pages/*.html",), lambda it: it + "{% if %}"),
    "unknown name in a template": _spoilt(
        ("templates/pages/*.html",), lambda it: it.replace("{{ page.", "{{ seite.", 1)
    ),
}


def _all_repaired(_random: Random, world: World) -> str:
    """As all was when it was last published."""
    put(world.project, world.good)
    return "everything"


def _one_repaired(random: Random, world: World) -> str:
    now = dict(snapshot(world.project))
    apart = sorted(it for it in {*now, *world.good} if now.get(it) != world.good.get(it))
    if not apart:
        return ""
    path = random.choice(apart)
    if path in world.good:
        now[path] = world.good[path]
    else:
        del now[path]
    put(world.project, now)
    return path


REPAIRS: Mapping[str, Change] = {"all repaired": _all_repaired, "one repaired": _one_repaired}
