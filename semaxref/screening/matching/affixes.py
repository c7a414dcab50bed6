"""Affixes: what, beside a name, makes another substance of it, or a salt.

N-acetyl-Semax is not Semax, and phenylpiracetam is not piracetam. A group that is said with a
name makes a derivative: the one that the data has, or one that it has not, and then the name is
no mention of its parent. A salt of a base is met as the salt if the data has it, else as the base.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from semaxref.screening.matching.letters import fold, skeleton, word_set

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_GROUPS = {
    "acetyl": "acetyl azetyl nacetyl ацетил нацетил nацетил",
    "phenyl": "phenyl фенил феніл fenil",
    "methyl": "methyl метил metil dimethyl",
    "ethyl": "ethyl этил етил etil diethyl",
    "propyl": "propyl isopropyl пропил",
    "benzyl": "benzyl бензил benzoyl бензоил",
    "amide": "amide amidate amid amidat амид амидат амід амідат",
}
_DASHED = {
    # Too short, or too much of a word, to be one without a dash behind it.
    "acetyl": "ac na",
    "other": (
        "des desmethyl nor iso homo oxo oxy hydroxy dihydroxy fluoro difluoro chloro bromo iodo "
        "biotin cyclo amino nitro deoxy dehydro dihydro peg boc fmoc cbz fitc biotinyl palmitoyl "
        "myristoyl caproyl formyl dex lev ar es arm дез нор изо гидрокси фтор хлор бром ацил"
    ),
}
_SALTS = {
    "acetate": "acetate acetat azetat ацетат",
    "hydrochloride": "hydrochloride hydrochlorid hcl hydrochlor гидрохлорид гідрохлорид хлоргидрат",
    "sodium": "sodium natrium натрия натрію",
    "other salt": (
        "sulfate sulphate sulfat сульфат mesylate mesilat мезилат tartrate tartrat citrate citrat "
        "цитрат maleate maleat малеат fumarate fumarat фумарат oxalate oxalat оксалат phosphate "
        "phosphat фосфат hydrobromide hydrobromid гидробромид trifluoroacetate trifluoracetat tfa"
    ),
}


def _by_word(groups: dict[str, str]) -> dict[str, str]:
    return {word: group for group, words in groups.items() for word in words.split()}


GROUPS = _by_word(_GROUPS)
"""Words for groups, and the group."""
DASHED = _by_word(_DASHED)
"""Words for groups if a dash ties them to the name."""
SALTS = _by_word(_SALTS)
"""Words for salts, and the salt."""
_SHAPES = {skeleton(word): word for word in (*GROUPS, *SALTS)}
_LAST = re.compile(r"([^\W\d_]+)([\s-])$")
_LAST_SPACED = re.compile(r"((?:[^\W\d_][\s.·_-]{1,2}){3,}[^\W\d_]|[^\W\d_]+)[\s.·_-]{1,3}$")
_NEXT = re.compile(r"[\s-]([^\W\d_]+)")
ALL_SALTS = frozenset(SALTS.values())
OTHER_BEHIND = word_set(
    "hydrazide sulfone sulfon sulphone sulfoxide sulfoxid сульфон гидразид метиламид"
)
"""Words that make another substance of a name before them."""
PERHAPS_BEHIND = word_set("säure saure кислота кислоты acid ester oxide oxid")
"""More of these, unless another word follows."""
POSITIONED = word_set("f cl br oh me meo fa fma ho")
"""Groups that are said with their place in the molecule, such as the F of 4F-."""
ENDINGS = ("", "а", "у", "ом", "е", "ы", "и", "і", "ів", "ов", "s", "e", "a", "om", "u")
"""What a word for a group or salt may end with."""


_TAILS = {k + end: salt for k, salt in SALTS.items() for end in ENDINGS if len(k) > 3}
_ALL_TAILS = tuple(_TAILS)
_ALL_HEADS = tuple(GROUPS)


def salt_of(word: str) -> str | None:
    """The salt that a folded word names, in any case; None where it names none."""
    return _of(word, SALTS)


def group_of(word: str, *, dashed: bool = False) -> str | None:
    """The group that a folded word names.

    Args:
        word: The word.
        dashed: Whether a dash ties it to the name.
    """
    return _of(word, GROUPS) or (DASHED.get(word) if dashed else None)


def _of(word: str, known: dict[str, str]) -> str | None:
    if not word.isascii() and any(map(str.isascii, word)):
        word = _one_script(word)
    for ending in ENDINGS:
        if word.endswith(ending) and (found := known.get(word[: len(word) - len(ending)])):
            return found
    return None


def _one_script(word: str) -> str:
    """A word of two scripts as it would be in one, if it looks like a word that is known."""
    return _SHAPES.get(skeleton(word), word)


def beside_a_group(text: str, start: int, end: int) -> bool:
    """Whether a group stands right beside a place in a text."""
    before, after = _LAST.search(text, max(0, start - 24), start), _NEXT.match(text, end)
    if before and group_of(fold(before[1]), dashed=before[2] == "-"):
        return True
    return after is not None and group_of(fold(after[1])) == "amide"


def behind_a_group(text: str, start: int) -> bool:
    """Whether a group stands before a place in a text, its letters together or set apart."""
    before = _LAST_SPACED.search(text, max(0, start - 40), start)
    return before is not None and group_of(fold(before[1])) is not None


def is_affix(word: str) -> bool:
    """Whether a folded word can make another substance or a salt of a name beside it."""
    known = group_of(word, dashed=True) or salt_of(word)
    return known is not None or word == "nh" or word in OTHER_BEHIND | PERHAPS_BEHIND


def prefixed(word: str) -> tuple[str, str] | None:
    """The group and the rest of a word that begins with a group; None where it does not."""
    if not word.startswith(_ALL_HEADS):
        return None
    for known, group in GROUPS.items():
        if word.startswith(known) and len(word) > len(known) + 3:
            return group, word[len(known) :]
    return None


def salted(word: str) -> Iterator[tuple[str, str]]:
    """The name and the salt of a word that ends with a salt, such as Semaxacetat."""
    if word.endswith(_ALL_TAILS):
        for tail, salt in _TAILS.items():
            if word.endswith(tail) and len(word) > len(tail) + 3:
                yield word[: -len(tail)], salt


def between(words: Sequence[str], base: str, called: Iterable[str]) -> frozenset[str]:
    """The groups and salts by which a name differs from the name of a parent in it.

    Args:
        words: The folded pieces of the name.
        base: What the last of them ends with.
        called: The names of the parent.

    Returns:
        The groups and salts; empty where the name is none of the parent with some.
    """
    full = [*words[:-1], words[-1] + base]
    for name in called:
        if name in full:
            place = full.index(name)
            found = set()
            for word in (*full[:place], *full[place + 1 :]):
                if word in {"n", "c"}:
                    continue
                meant = group_of(word, dashed=True) or salt_of(word)
                if meant is None:
                    return frozenset()
                found.add(meant)
            return frozenset(found)
    return frozenset()
