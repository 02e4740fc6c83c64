"""An offer's texts -> the words that say more than its title, summary and search words do."""

import re
from collections.abc import Iterator

from sitegen.markup import accepted, plain_text
from sitegen.models.offer import Offer
from sitegen.persons import name_in, names

# Words of German that say nothing about what somebody looks for, with spaces between them.
EMPTY = (
    "ab aber als am an auch auf aus bei beim bin bis bist bitte bloß brauche brauchen da dann das"
    " dass dein deine dem den der des die dies diese diesem diesen dieser dir dich doch du durch"
    " ein eine einem einen einer eines er es etwas euch für gern gerne gibt habe haben hallo hat"
    " hier hin ich ihm ihn ihr ihre ihrem ihren ihrer im immer in ins irgendwo ist ja jede jeden"
    " jeder jemand jemandem jemanden kann kannst könnt können könnte man mein meine meinem meinen"
    " meiner meines mich mir mit möchte möchten mag mal muss müssen nach nah nahe näher nur ob oder"
    " sein seine seit sich sie sind so such suche suchen über um und uns unser unsere vom von vor"
    " wann war warum was welche welchem welchen welcher welches wenn wer werden wie will wir wird"
    " wo wollen würde zu zum zur"
)
# Those that do say something together with others: "nicht mehr", "keine Wohnung", "Freunde finden".
SMALL = (
    "angebot angebote erklären finde finden geben gehen geht helfen hilf hilfe hilft kein keine"
    " keinen keiner komme kommen kommt machen macht mehr nicht nichts nie niemand niemanden ohne"
    " raus sehr tun viel wieder"
)
# Second parts of compounds that say less than the first: what somebody looks for is the first.
GENERAL = (
    "abend abende angebot angebote ausgabe gruppe gruppen karte karten kreis kreise kurs kurse"
    " nachmittag nachmittage runde runden stelle stellen stunde stunden termin termine treff"
    " treffen verein vereine vormittag vormittage"
)
# Shorter words are articles, pronouns and the like, except for what is written in capitals.
_SHORTEST = 4
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


def further_words(offer: Offer) -> Iterator[str]:
    """The words of its longer text that are new, each once and as first written."""
    known = {word.casefold() for word in _WORD.findall(f"{offer.title} {offer.summary}")}
    known |= {word.casefold() for words in offer.search_words for word in _WORD.findall(words)}
    known.update(EMPTY.split())
    text = _plain(offer.text)
    known.update(_of_persons(offer, text))
    for word in _WORD.findall(text):
        folded = word.casefold()
        if folded not in known and (len(word) >= _SHORTEST or word.isupper()):
            known.add(folded)
            yield word


def _of_persons(offer: Offer, text: str) -> Iterator[str]:
    """The words of names in its text, which nobody shall be found by."""
    person = offer.contact.person if offer.contact else None
    for name in (*map(name_in, names(text)), person or ""):
        yield from (word.casefold() for word in _WORD.findall(name))


def _plain(text: str | None) -> str:
    """What stands in a text; facts in it have pages of their own to be found on."""
    return plain_text(accepted(text)) if text else ""
