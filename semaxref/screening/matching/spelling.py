"""Spelling: how a name is written in other scripts and languages, and how it is declined.

These are rules of language and know no compound: they hold for a name of an overlay as for
ours. What they give is finite and small, and what they do not give is not found.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from semaxref.screening.matching.letters import word_set

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST = 48
"""Spellings of one word that are kept at most."""

# Russian and Ukrainian, letter by letter: what they become in Latin script.
_TO_LATIN = {
    "а": "a", "б": "b", "в": "v w", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "e ie ye",
    "ё": "e yo", "ж": "zh j", "з": "z", "и": "i", "і": "i", "ї": "i yi", "й": "i y j", "к": "k",
    "кс": "ks x", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f ph", "х": "kh h", "ц": "ts c z tz cz", "ч": "ch", "ш": "sh", "щ": "shch sch",
    "ъ": "", "ы": "y i", "ь": "", "э": "e", "ю": "yu iu ju", "я": "ya ia ja",
}  # fmt: skip
# Latin, longest first: what it becomes in Cyrillic script.
_TO_CYRILLIC = {
    "sch": "ш", "sh": "ш", "ch": "х ч", "ph": "ф", "th": "т", "ck": "к", "qu": "кв", "ay": "ай",
    "ai": "ай", "ey": "ей", "ei": "ей", "ce": "це се", "ci": "ци си", "cy": "ци си",
    "asa": "аза", "ysy": "изи", "gi": "ги джи", "a": "а", "b": "б",
    "c": "к", "d": "д", "e": "е э", "f": "ф", "g": "г", "h": "х г", "i": "и", "j": "дж й",
    "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "к", "r": "р", "s": "с",
    "t": "т", "u": "у", "v": "в", "w": "в", "x": "кс", "y": "и", "z": "з ц",
}  # fmt: skip
_CYRILLIC_PARTS = re.compile("кс|.", re.DOTALL)
_LATIN_PARTS = re.compile("|".join(sorted(_TO_CYRILLIC, key=len, reverse=True)) + "|.", re.DOTALL)
_SOFTENING = "дтзсцжшчр"
_RESIDUES = {
    "A": "Ала", "R": "Арг", "N": "Асн", "D": "Асп", "C": "Цис", "Q": "Глн", "E": "Глу",
    "G": "Гли", "H": "Гис", "I": "Иле", "L": "Лей", "K": "Лиз", "M": "Мет", "F": "Фен",
    "P": "Про", "S": "Сер", "T": "Тре", "W": "Трп", "Y": "Тир", "V": "Вал",
}  # fmt: skip
_VOWELS = "аеёиоуыэюяіїє"
_LATIN_VOWELS = "aeiouy"


class Declined(NamedTuple):
    """A word as a stem and what may follow it.

    Attributes:
        stem: What all forms have.
        base: What makes the form that the data has.
        endings: What makes the others.
    """

    stem: str
    base: str
    endings: frozenset[str]


# Both languages in one list: which of them a word belongs to is not told by the word.
_AFTER_CONSONANT = word_set("а у ом ем е ы и і ов ам ами ах ові ів")
_OF_A = word_set("а ы и і е у ой ою о ам ами ах") | {""}
_OF_YA = word_set("я и і ї е ю ей ею єю ям ями ях") | {""}
_OF_IYA = word_set("ия ии ию ией ия ий иям иями иях ія ії ію ією")
_OF_SOFT = word_set("ь я ю ью ем ём е и і ей ям ями ях ів еві")
_OF_J = word_set("й я ю ем е є и ї ев їв ям ями ях еві єві")
LATIN_ENDINGS = word_set("s um a u om em ov am ami ah akh owi ovi ow")
"""Genitive and plural of English and German, Latin of prescriptions, Slavic cases in Latin."""
VOWEL_ENDINGS = word_set("i e y o ie")
"""More of these, which make surnames of short words."""
WORDS = word_set("nootrop концерта geram герам")
"""Words of some language that a name happens to be spelled like."""
VERBS = word_set("concerta activase noben")
"""More of these, which are seldom written with a capital where they are no name."""
MIXED_ENDINGS = _AFTER_CONSONANT | word_set("ой ою я ю ей")
"""Slavic endings behind a name in Latin script."""


def declined(word: str) -> Declined:
    """How a Russian or Ukrainian noun is declined.

    Example:
        >>> form = declined("семакс")
        >>> form.stem, "ом" in form.endings, "ин" in form.endings
        ('семакс', True, False)
    """
    for ending, endings in (("ия", _OF_IYA), ("ія", _OF_IYA), ("а", _OF_A), ("я", _OF_YA)):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return Declined(word.removesuffix(ending), ending, endings - {ending})
    if word[-1] in "ьй":
        endings = _OF_SOFT if word[-1] == "ь" else _OF_J
        return Declined(word[:-1], word[-1], endings - {word[-1]})
    if word[-1] in _VOWELS:
        return Declined(word, "", frozenset())
    return Declined(word, "", _AFTER_CONSONANT)


def in_latin(word: str) -> tuple[str, ...]:
    """A Russian word in Latin script, in the ways in which Russians and Ukrainians write it.

    Example:
        >>> in_latin("семакс"), in_latin("нобен")
        (('semaks', 'semax'), ('noben',))
    """
    russian = _ways(_CYRILLIC_PARTS, word, _TO_LATIN)
    ukrainian = _ways(_CYRILLIC_PARTS, in_ukrainian(word), {**_TO_LATIN, "и": "y"})
    return tuple(dict.fromkeys((*_joined(russian), *_joined(ukrainian))))


def in_cyrillic(word: str) -> tuple[str, ...]:
    """A Latin word in Cyrillic script, as a newspaper would write it.

    Example:
        >>> in_cyrillic("provigil"), in_cyrillic("aggrenox")
        (('провигил', 'провиджил'), ('агренокс', 'аггренокс'))
    """
    found: list[str] = []
    singled = re.sub(r"([b-df-hj-np-tv-z])\1", r"\1", word)
    for each in dict.fromkeys((singled, word)):
        voiced = re.sub(r"(?<=[nlr])e$", "", re.sub("ase$", "asa", each))  # a silent e
        # е and э differ at the beginning of a word only.
        first, *rest = _ways(_LATIN_PARTS, voiced, _TO_CYRILLIC)
        found += _joined([first, *([part[0]] if "э" in part else part for part in rest)])
    return tuple(dict.fromkeys(found))[:MOST]


def in_ukrainian(word: str) -> str:
    """A Russian name of a drug as Ukrainian writes it.

    Example:
        >>> in_ukrainian("церебролизин"), in_ukrainian("эдаравон")
        ('церебролізин', 'едаравон')
    """
    letters = []
    for place, letter in enumerate(word):
        before, after = word[place - 1 : place], word[place + 1 : place + 2]
        if letter == "и":
            stays = before in _SOFTENING and before and after and after not in _VOWELS
            letters.append("и" if stays else "і")
        else:
            letters.append({"э": "е", "ы": "и", "ё": "йо", "ъ": ""}.get(letter, letter))
    return "".join(letters)


def is_sequence(word: str) -> bool:
    """Whether a word can be a sequence of the amino acids of peptides."""
    return set(word.upper()) <= set(_RESIDUES)


def residues_in_russian(sequence: str) -> str:
    """A sequence of amino acids in the signs of three letters that Russian has for them.

    Example:
        >>> residues_in_russian("MEH")
        'Мет-Глу-Гис'
    """
    return "-".join(_RESIDUES[residue] for residue in sequence)


def in_other_languages(word: str) -> tuple[str, ...]:
    """An English name of a substance as German and the Romance languages write it.

    Example:
        >>> in_other_languages("idebenone"), in_other_languages("piracetam")
        (('idebenon', 'idebenona'), ('pirazetam',))
    """
    found = [re.sub("c(?=[eiy])", "z", word)]
    if len(word) > 6 and word.endswith("e") and word[-2] in "nltdv":
        found += [word[:-1], f"{word[:-1]}a", found[0][:-1]]
    return tuple(each for each in dict.fromkeys(found) if each != word)


def _ways(parts: re.Pattern[str], word: str, becomes: Mapping[str, str]) -> list[list[str]]:
    """What each part of a word may become; a part that becomes nothing is left out."""
    found: list[str] = parts.findall(word)
    return [becomes.get(part, part).split() or [""] for part in found]


def _joined(parts: list[list[str]]) -> tuple[str, ...]:
    """All ways through the parts, as long as they are few."""
    ways = 1
    for number, part in enumerate(parts):
        ways *= len(part)
        if ways > MOST:
            parts = [*parts[:number], *([each[0]] for each in parts[number:])]
            break
    return tuple(dict.fromkeys(map("".join, product(*parts))))


# German makes one word of a name and a word of the trade.
_BEFORE_HEAD = (
    "film|retard|hart|weich|brause|kau|schmelz|lutsch|nasen|augen|injektions|infusions|trink|"
    "tropf|depot|fertig|misch|roh|rein"
)
_HEADS = (
    "tablette|tabletten|kapsel|kapseln|pulver|spray|sprays|tropfen|lösung|lösungen|loesung|"
    "injektion|injektionen|ampulle|ampullen|dragee|dragees|granulat|pille|pillen|saft|sirup|"
    "salbe|gel|pflaster|vial|vials|präparat|präparate|praeparat|produkt|produkte|packung|"
    "packungen|flasche|flaschen|fläschchen|dose|dosen|dosis|gabe|gaben|einnahme|therapie|"
    "behandlung|kur|wirkung|wirkungen|wirkstoff|gehalt|spiegel|konzentration|menge|rezept|"
    "verordnung|abgabe|import|einfuhr|handel|verkauf|kauf|missbrauch|konsum|konsument|"
    "konsumenten|nutzer|anwender|gruppe|studie|studien|zusatz|extrakt|rohstoff|base|mischung|"
    "infusion|infusionen|dosierung|hersteller|versand|preis|preise|shop|käufer|"
    "generikum|generika|charge|probe|proben|nachweis|rückstände|lieferung|sendung|bestellung|"
    "haltig|haltige|haltigen|haltiger|haltiges|haltigem"
)
_FREE = "frei|freie|freien|freier|freies|freiem"
_COMPOUND = re.compile(
    f"(.{{5,}}?)(?:(?:{_BEFORE_HEAD})?(?:{_HEADS})|({_FREE}))".translate(
        {ord("ö"): "o", ord("ä"): "a", ord("ü"): "u"}  # as folded words are
    )
)


class Compounded(NamedTuple):
    """A German compound.

    Attributes:
        name: Its first part.
        denied: Whether the second says that it is not there (``-frei``).
    """

    name: str
    denied: bool


def compounded(word: str) -> Compounded | None:
    """The name in a German compound with a word of the trade; None where it is none.

    Example:
        >>> compounded("piracetamtabletten"), compounded("semaxanib")
        (Compounded(name='piracetam', denied=False), None)
    """
    match = _COMPOUND.fullmatch(word)
    return Compounded(match[1], bool(match[2])) if match else None
