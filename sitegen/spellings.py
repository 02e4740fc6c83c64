"""How often, in any way of writing -> one form: small letters, one word for each thing.

`Mo.–Fr.`, `montags bis freitags` -> `montag bis freitag`; `1x im Monat am zweiten Di` ->
`monatlich am 2. dienstag`. Nothing is understood here; that is for `rhythmwords`.
"""

import re

from sitegen.dates import MONTHS, WEEKDAYS

_NUMBERS = {
    "ein": 1,
    "zwei": 2,
    "drei": 3,
    "vier": 4,
    "fünf": 5,
    "sechs": 6,
    "acht": 8,
    "zehn": 10,
    "zwölf": 12,
}
_N = rf"(\d\d?|{'|'.join(_NUMBERS)})"
_ORDINALS = {"erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "fünft": 5, "sechst": 6}
_SAME = {
    "monats": "monat",
    "jede": "jeden",
    "jeder": "jeden",
    "jed": "jeden",
    "sonnabend": "samstag",
    "sonnabends": "samstag",
}
DAY_NUMBERS = {name.casefold(): number for number, name in enumerate(WEEKDAYS)}
_SHORT = {name[:2]: name for name in DAY_NUMBERS}

_SPELLINGS = tuple(
    (re.compile(form), better)
    for form, better in (
        (r"[‐‑‒–—−]", "-"),
        (r"(?<!\d)[.!:;]+$", ""),
        (r"\bwoech", "wöch"),
        (r"\btaeg", "täg"),
        (r"\bjaehr", "jähr"),
        (r"\bmaerz\b", "märz"),
        (r"\bfuenf", "fünf"),
        (r"\bzwoelf\b", "zwölf"),
        (r"\b(\d\d?)\s?(?:te[nrs]?)\b", r"\1."),
        (r"(?<=\d)\.(?=[a-zä])", ". "),
        (r"\b(\d)(?:\s?x| mal|-mal)(?= |$)", r"\1mal"),
        (r"\b1mal\b", "einmal"),
        (r"(?:/|\bim )mon\.?(?= |$)|/monat\b|\bi\.\s?m\.?(?= |$)", " im monat"),
        (r"\bmtl\.?(?= |$)", "monatlich"),
        (r"\beinmal (?:wöchentlich|pro woche|die woche|in der woche)", "wöchentlich"),
        (r"\beinmal (?:monatlich|pro monat|im monat)", "monatlich"),
        (r"\beinmal (?:jährlich|pro jahr|im jahr)", "jährlich"),
        (r"\b(?:14|vierzehn)[ -]?täg(?:ig|lich)\b|\balle (?:14|vierzehn) tage\b", "alle 2 wochen"),
        (rf"\b{_N}-?wöchentlich\b", r"alle \1 wochen"),
        (rf"\b{_N}-?monatlich\b", r"alle \1 monate"),
        (r"(?<=[a-z])-(?= )", ""),
        (r"\s*-\s*(?=[a-zäöü]|\d)", " bis "),
        (r"\s*(?:[,;/&+]|\bu\b\.?|\bsowie\b)\s*(?:und\b)?\s*", " und "),
    )
)
_OFTEN = r"alle \d+ \w+|jeden \d+\. (?:woche|monat)|(?:wöchent|monat|jähr)lich"
# After the words: what joins them, and articles that add nothing.
_JOINTS = tuple(
    (re.compile(form), better)
    for form, better in (
        (r"\b(?:der|den|das) (?=\d|letzten)", ""),
        (r"\bund (?:am|an jedem|jeden|jeweils|immer) (?!\d\. (?:woche|monat))", "und "),
        (rf"\bund (?=(?:{_OFTEN})$)", ""),
        (r"\b(wochen|monate|monatlich|wöchentlich|jährlich|jahr|woche|monat) und ", r"\1 "),
        (r"^(jedes jahr|jährlich|alle \d+ jahre)(.*) (\d\d?\.) ?(\d\d?)\.?$", None),
    )
)


def one_form(written: str) -> str:
    """In small letters, with one word for each number, day and way of joining."""
    text = written.casefold()
    for form, better in _SPELLINGS:
        text = form.sub(better, text)
    text = " ".join(map(_word, text.split()))
    for form, joint in _JOINTS:
        text = form.sub(_month_by_name if joint is None else joint, text)
    return text.strip()


def _word(word: str) -> str:
    bare = word.rstrip(".")
    same = _SHORT.get(bare) or _SAME.get(bare)
    if same:
        return same
    if bare.removesuffix("s") in DAY_NUMBERS:
        return bare.removesuffix("s")
    stem = re.sub(r"(?:e|er|en|es|em)$", "", bare)
    if stem in _ORDINALS:
        return f"{_ORDINALS[stem]}."
    if stem == "letzt":
        return "letzten"
    return str(_NUMBERS.get(word, word))


def _month_by_name(match: re.Match[str]) -> str:
    """`jedes jahr am 8. 3.` -> `jedes jahr am 8. märz`."""
    number = int(match[4])
    name = MONTHS[number - 1].casefold() if 1 <= number <= 12 else match[4]
    return f"{match[1]}{match[2]} {match[3]} {name}"
