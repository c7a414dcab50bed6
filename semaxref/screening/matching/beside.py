"""Beside: what a name means with what stands beside it.

A group makes a derivative of a name and a salt a salt; a sequence in a longer one is another
peptide; an ending behind an apostrophe belongs to the name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from semaxref.model.resolution import MatchKind
from semaxref.screening.matching import affixes
from semaxref.screening.matching.letters import word_set
from semaxref.screening.matching.lexicon import NAMES
from semaxref.screening.matching.page import DASH, Hit
from semaxref.screening.matching.spelling import MIXED_ENDINGS

if TYPE_CHECKING:
    from semaxref.screening.matching.names import Names, Read
    from semaxref.screening.matching.page import Page

_BESIDE = re.compile(rf"|\s{{1,2}}|_|{DASH}|\)[\s\-]?|\(")
_BRACKETED = re.compile(r"\s?[(\[]")
_ENDING_TIE = re.compile(r"['’‘′`ʼ\-\u2010\u2011]")
_RESIDUES = word_set(
    "ala arg asn asp cys gln glu gly his ile leu lys met phe pro ser thr trp tyr val d l pyr "
    "ала арг асн асп цис глн глу гли гис иле лей лиз мет фен про сер тре трп тир вал"
)
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_ODD_CAPITAL = re.compile("[a-zа-яё][A-ZА-ЯЁ]")
_TIED_BEHIND = {"peg", "biotin", "fitc"}
_HYPHEN = re.compile(r"[\-\u2010\u2011](?:\r?\n)?")
_MORE = re.compile(r"[\s-]{1,2}[^\W\d_]")
_MODIFIED = NAMES | {MatchKind.SEQUENCE, MatchKind.CODE}
"""Kinds of name that are told with groups and salts beside them."""


class Told(NamedTuple):
    """What a name was found to say.

    Attributes:
        hit: The name.
        is_mention: Whether it names a compound of the data; a derivative that the data has
            not takes its place in the text and names none.
    """

    hit: Hit
    is_mention: bool = True


class _Groups(NamedTuple):
    """Groups and salts on one side of a name, and the piece up to which they reach."""

    edge: int
    found: frozenset[str]


def told(names: Names, place: int, read: Read) -> Told:
    """What a name that was read means where it stands.

    Args:
        names: The reader of the text.
        place: The number of its first piece.
        read: The name.
    """
    page, entry, last = names.page, read.entry, read.last
    start, end = page.atoms[place].start, page.atoms[last].end
    if entry.kind in _MODIFIED:
        left, right = _before(page, place, read), _after(page, last)
        added = left.found | right.found | read.groups
        if added:
            key = (entry.parent or entry.compound, entry.derived | added)
            if derived := names.lexicon.derived.get(key):
                begin, end = page.atoms[left.edge].start, page.atoms[right.edge].end
                return Told(_bracketed(page, _hit(page, begin, end, read, derived)))
            if left.found and (whole := names.with_group(place)):
                hit = _hit(page, page.atoms[place - 1].start, end, whole)
                return Told(_bracketed(page, hit), right.found <= affixes.ALL_SALTS)
            if not added <= affixes.ALL_SALTS:
                begin = page.atoms[left.edge].start
                return Told(_hit(page, begin, end, read), is_mention=False)
    behind = page.gap(last)
    inhibitor = behind is not None and page.atoms[last + 1].folded.startswith("inhibitor")
    if inhibitor and len(entry.words) > 1:  # that of tissue plasminogen activator, say
        return Told(_hit(page, start, end, read), is_mention=False)
    if entry.kind is MatchKind.SEQUENCE and _in_a_longer_one(page, place, last):
        return Told(_hit(page, start, end, read), is_mention=False)
    return Told(_whole(page, last, _hit(page, start, end, read)))


def _hit(page: Page, start: int, end: int, read: Read, other: str = "") -> Hit:
    entry = read.entry
    surface = page.text[start:end]
    kind, confidence, why = read.kind, entry.confidence, entry.doubt
    if other and kind in NAMES:
        kind = MatchKind.NAME if surface.isascii() else MatchKind.TRANSLITERATION
    if not read.exact:
        confidence = 0.75
    elif read.declined:
        confidence = min(confidence, 0.9)
    size = sum(map(len, entry.words))
    small = surface.islower()
    if small and kind is MatchKind.SEQUENCE and len(entry.words) == 1:
        confidence, why = 0.6, "a sequence is written in capitals"
    if small and entry.word:
        confidence, why = 0.3, "it is spelled like a word, and begins with a small letter"
    # Short brands are words of some language, and then not written with a capital.
    a_word = small and entry.brand and size < 6 and not entry.proper
    # What programs call their own things has capitals within, and may begin with a small letter.
    in_code = bool(_ODD_CAPITAL.search(surface)) or (small and page.text[end : end + 1].isupper())
    loose = kind is MatchKind.CODE and size <= 7 and any(map(str.isspace, surface))
    needs_context = entry.short or a_word or loose or (in_code and kind in NAMES)
    return Hit(start, end, entry, kind, confidence, why, read.denied, needs_context, other)


def _before(page: Page, place: int, read: Read) -> _Groups:
    """The groups and salts before a name."""
    found: set[str] = set()
    first = place
    while first > 0:
        gap = page.gap(first - 1)
        piece = page.atoms[first - 1]
        if gap is None or piece.digits or not _BESIDE.fullmatch(gap):
            break
        word, tied = piece.folded, bool(_HYPHEN.fullmatch(gap))
        if word in {"n", "н"} and (found or read.groups):
            first -= 1
            continue
        group = affixes.group_of(word, dashed=tied)
        if group == "amide" and word.isascii():
            break  # "the amide Semax" is two things
        if tied and word in affixes.POSITIONED and page.glued(first - 2):
            group = "other"
        if tied and word in _RESIDUES and len(word) > 1:
            group = "other"
        # "Ацетат семакса": the base is in the genitive.
        if group is None and gap.isspace() and not word.isascii() and read.declined:
            group = affixes.salt_of(word)
        if group is None:
            break
        found.add(group)
        first -= 1
    return _Groups(first, frozenset(found))


def _after(page: Page, last: int) -> _Groups:
    """The groups and salts behind a name."""
    found: set[str] = set()
    final = last
    while (gap := page.gap(final)) is not None and not page.atoms[final + 1].digits:
        word = page.atoms[final + 1].folded
        tied = bool(_HYPHEN.fullmatch(gap))
        salt = affixes.salt_of(word)
        if salt and (_BESIDE.fullmatch(gap) or _BRACKETED.fullmatch(gap)):
            found.add(salt)
        elif not _BESIDE.fullmatch(gap):
            break
        elif affixes.group_of(word) == "amide":
            found.add("amide")
        elif word == "nh" and _is_two(page, final + 1):
            found.add("amide")
            final += page.glued(final + 1)
        elif _is_other(page, final + 1, tied=tied):
            found.add("other")
        elif not (word == "n" and tied):
            break
        final += 1
    return _Groups(final, frozenset(found))


def _is_other(page: Page, number: int, *, tied: bool) -> bool:
    """Whether a piece makes another substance of the name before it."""
    word = page.atoms[number].folded
    if word in affixes.OTHER_BEHIND:
        return True
    if word in affixes.PERHAPS_BEHIND:  # "Omeprazole acid reducer" is no acid
        return tied or not _MORE.match(page.text, page.atoms[number].end)
    return tied and (word in _TIED_BEHIND or (word in _RESIDUES and len(word) > 1))


def _is_two(page: Page, number: int) -> bool:
    """Whether a 2 follows a piece, as in NH2."""
    if page.glued(number):
        return page.atoms[number + 1].folded == "2"
    end = page.atoms[number].end
    return page.text[end : end + 1] == "\u2082"


def _in_a_longer_one(page: Page, place: int, last: int) -> bool:
    """Whether a sequence is a part of a longer one."""
    before = page.tied(place - 1) and page.atoms[place - 1].folded in _RESIDUES
    return before or (page.tied(last) and page.atoms[last + 1].folded in _RESIDUES)


def _whole(page: Page, last: int, hit: Hit) -> Hit:
    """A name with its brackets, and with its ending behind an apostrophe or a dash."""
    entry = hit.entry
    if entry.kind in NAMES and len(entry.words) == 1 and entry.words[0].isascii():
        gap = page.gap(last)
        if gap and _ENDING_TIE.fullmatch(gap):
            ending = page.atoms[last + 1]
            hyphen = bool(_HYPHEN.fullmatch(gap))
            if ending.folded in MIXED_ENDINGS or (ending.folded == "s" and not hyphen):
                kind = MatchKind.INFLECTED if hit.kind in NAMES else hit.kind
                confidence = min(hit.confidence, 0.9)
                return hit._replace(end=ending.end, kind=kind, confidence=confidence)
    return _bracketed(page, hit)


def _bracketed(page: Page, hit: Hit) -> Hit:
    """A name with the brackets that were opened or closed in it."""
    start, end = hit.start, hit.end
    end += page.text[end : end + 1] == "\u2082"  # of NH2
    for opening, closing in _BRACKETS.items():
        surface = page.text[start:end]
        opened = surface.count(opening) - surface.count(closing)
        if opened > 0 and page.text[end : end + 1] == closing:
            end += 1
        elif opened < 0 and start and page.text[start - 1] == opening:
            start -= 1
    return hit._replace(start=start, end=end)
