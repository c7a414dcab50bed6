"""Letters: what a sign of a text stands for, whatever script, width or disguise it comes in.

Two readings of a sign are used. `fold` keeps its script: case, accents, width and invisible
signs make no difference. `skeleton` goes further and gives signs that look alike one form, in
any script, so that «Сeмакс» with a Latin e and «Семакс» read the same. Both go sign by sign:
the reading of a text is that of its parts, one after another, so that what is found in the
skeleton of a text was there in the text.
"""

from __future__ import annotations

import unicodedata

__all__ = [
    "DASHES",
    "DELETED",
    "INVISIBLE",
    "ROW",
    "SIGNS",
    "TABLE",
    "fold",
    "skeleton",
    "word_set",
]

DASHES = "\\-\u00ad\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d"
"""Signs that people take for a hyphen, for a class of a regular expression."""

INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e007f\U000e0100-\U000e01ef"
)
"""Signs that are not seen, for a class of a regular expression."""

ROW = "\x1e"
"""The sign that parts rows which are looked through together."""

_ALIKE = {
    # Cyrillic
    "а": "a", "в": "b", "е": "e", "һ": "h", "н": "h", "і": "i", "ӏ": "i", "ј": "j", "к": "k",
    "м": "m", "о": "o", "р": "p", "ԛ": "q", "с": "c", "ѕ": "s", "т": "t", "ԝ": "w", "х": "x",
    "у": "y", "ү": "y", "ԁ": "d", "ԍ": "g",
    # Greek; capitals and small letters are not like the same letter
    "α": "a", "ε": "e", "η": "n", "ι": "i", "κ": "k", "ν": "v", "ο": "o", "ρ": "p", "τ": "t",
    "υ": "u", "χ": "x", "γ": "y", "ω": "w", "Η": "h", "Ν": "n", "Υ": "y", "Μ": "m", "Β": "b",
    "Ζ": "z",
    # Armenian
    "օ": "o", "ո": "n", "ս": "u", "հ": "h", "ց": "g",
    # Latin letters of other shapes
    "ı": "i", "ɩ": "i", "ɑ": "a", "ɡ": "g", "ø": "o", "ł": "l", "đ": "d", "ᴀ": "a", "ʙ": "b",
    "ᴄ": "c", "ᴅ": "d", "ᴇ": "e", "ꜰ": "f", "ɢ": "g", "ʜ": "h", "ɪ": "i", "ᴊ": "j", "ᴋ": "k",
    "ʟ": "l", "ᴍ": "m", "ɴ": "n", "ᴏ": "o", "ᴘ": "p", "ʀ": "r", "ꜱ": "s", "ᴛ": "t", "ᴜ": "u",
    "ᴠ": "v", "ᴡ": "w", "ʏ": "y", "ᴢ": "z",
    # digits and signs that stand in for letters
    "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "@": "a", "$": "s", "×": "x", "€": "e",
    # one form for letters that are alike in capitals
    "l": "i",
}  # fmt: skip
SIGNS = "@$×€"
"""Signs that are no letters and stand in for some."""


def _plain(sign: str) -> str:
    """The letters and digits of a sign, without width and accents, in the case it has."""
    if "\U0001f150" <= sign <= "\U0001f169":  # circled and squared white on black
        return chr(ord(sign) - 0x1F150 + 65)
    if "\U0001f170" <= sign <= "\U0001f189":
        return chr(ord(sign) - 0x1F170 + 65)
    # Signs such as ™ and № stand between words, and small figures such as ² behind them.
    if sign in "ªº" or not (sign.isalnum() or "\u24b6" <= sign <= "\u24e9" or "🄰" <= sign <= "🅉"):
        return ""
    if unicodedata.category(sign) in {"No", "Nl"}:
        return ""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", sign)))


def _digit(sign: str) -> str:
    value = unicodedata.digit(sign, None)
    return sign if value is None else str(value)


class _Fold(dict[int, str]):
    """What each sign folds to; worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = "".join(map(_digit, _plain(chr(code)).casefold()))
        return folded


class _Skeleton(dict[int, str]):
    """What each sign looks like; worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        if sign == ROW or 0xD800 <= code < 0xE000:
            shape = sign if sign == ROW else ""
        elif sign in SIGNS:
            shape = _ALIKE[sign]
        else:
            letters = (_digit(each) for each in _plain(sign))
            shape = "".join(map(_shape, letters))
        self[code] = shape
        return shape


def _shape(letter: str) -> str:
    if letter in _ALIKE:
        return _ALIKE[letter]
    return "".join(_ALIKE.get(each, each) for each in letter.casefold())


_FOLD = _Fold()
_SKELETON = _Skeleton()

TABLE = bytes(ord(_SKELETON[code] or "\0") if code < 128 else code for code in range(256))
"""The skeleton of each sign of ASCII, for `bytes.translate`."""

DELETED = bytes(code for code in range(128) if not _SKELETON[code])
"""The signs of ASCII that have none."""


def word_set(text: str) -> frozenset[str]:
    """The words of a text, as a list of words is easier to read in one."""
    return frozenset(text.split())


def fold(text: str) -> str:
    """The letters and digits of a text, in one case, width and form; each in its script.

    Example:
        >>> fold("Ｎoo\u00adpépt"), fold("Семакс®")
        ('noopept', 'семакс')
    """
    if text.isascii() and text.isalnum():
        return text.lower()
    return text.translate(_FOLD)


def skeleton(text: str) -> str:
    """What the letters and digits of a text look like.

    Example:
        >>> skeleton("С\u0435м\u0430кс"), skeleton("5emax"), skeleton("Selank")
        ('cemakc', 'semax', 'seiank')
    """
    return text.translate(_SKELETON)
