"""Context: whether a text denies what it names, and whether it speaks of drugs at all.

English, German, Russian and Ukrainian. The words beside a mention are read one by one, away
from it: what denies must be tied to the mention by a list or by words that only qualify it, so
that "without a prescription: modafinil" denies nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from semaxref.screening.matching.letters import word_set

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_NOTHING: Mapping[int, int] = {}
_REACH = 240
_NEAR = 80
_LONGEST_LIST = 20
_TOKEN = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)?|[^\w\s]|\n")

# What denies what comes after it.
_BEFORE = re.compile(
    r"(?:^|\s)(?:"
    # English
    r"no|without|w ?/ ?o|zero|neither|nor|lacks?|lacking|excludes?|excluding|unlike|"
    r"minus|free (?:of|from)|devoid of|absence of|instead of|rather than|other than|"
    r"except(?: for)?|different from|contains? no|contained no|"
    r"(?:not|never|n't|[a-z]+n['’]t|cannot) (?:contain|include|have|list|use|detect|find)"
    r"(?:ed|ing|s)?(?: any)?|(?:not|never) (?:been )?(?:contain|detect|found|identif)[a-z]*|"
    r"not (?:to be )?confused? with|not (?:the same as|to be mistaken for|a substitute for)|"
    # German
    r"ohne|kein(?:e|en|em|er|es|erlei)?|frei von|weder|statt|anstelle von|anstatt|"
    r"nicht (?:zu )?verwechseln mit|im gegensatz zu|anders als|"
    # Russian and Ukrainian
    r"без|bez|ни|нет|ne soderzhit|вместо|кроме|в отличие от|"
    r"не (?:содерж|входи|включа|путать с|путайте с|обнаруж|выявл|найден|использ|назнач)[а-я]*|"
    r"не (?:місти|плутати з|плутайте з|виявл|знайд|признач)[а-яії]*|отсутств[а-я]+|"
    r"исключа[а-я]+|свобод[а-я]+ от|жодн[а-яії]+|ані|немає|нема|замість|на відміну від|"
    r"відсутн[а-яії]+|вільн[а-яії]+ від"
    r")$"
)
_CONFUSED = re.compile(
    r"(?:не пута[а-я]+|не плута[а-яії]+|not (?:be )?confused?|verwechsel[nt])\b"
    r"[^.;!?\n]{0,60}\b(?:со?|із?|з|with|mit|und|and|и|та)\s+$"
)
# What denies only the very next thing.
_NOT = re.compile(
    r"(?:^|\s)(?:(?:is |are |was |were )?not|(?:is|are|was|were)n['’]t|nicht|не|never|non(?: -)?|"
    r"не явля[а-я]+|не є|никак[а-я]+|ніяк[а-яії]+)$"
)
# What tells something of what stands before it as well.
_TOLD = re.compile(
    r"not (?:been )?(?:contain|detect|found|identif)|отсутств|відсутн|"
    r"не (?:обнаруж|выявл|найден|виявл|знайд)"
)
_TWICE = re.compile(r"\b(?:not|nicht|не) (?:without|ohne|без)$")
_ONLY = word_set("only just merely solely nur bloß только лишь просто тільки лише")
_NO_OBJECT = re.compile(
    r"prescription|script|rx|rezept|рецепт|doubt|zweifel|сомнен|сумнів|problem|проблем|side|more|"
    r"less|longer|matter|limit|verschreibung|назначен|призначен|врач|лікар|better|ничего|нічого|"
    r"надо|одн|wonder|worry|эффект|побоч"
)
_QUALIFIES = word_set(
    "a an the any added detectable real actual genuine pure synthetic active hidden undeclared "
    "other such traces trace of amounts amount form forms declared measurable all further brand "
    "name generic den das der die dem des jegliche jegliches jeglichen jeder zugesetztes "
    "zugesetzte zusatz von nachweisbares nachweisbaren reines echtes spuren einem einen ein eine "
    "добавления добавок примеси примесей следов содержания какого либо любого самого самой этого "
    "этот именно настоящий чистого чистый додавання домішок домішки слідів вмісту будь якого "
    "цього препарата препарату лекарства таблеток спрея капель"
)
_JOINS = word_set(", / & + | • and or nor und oder noch bzw и или ни либо та або чи й і ані")
_QUOTES = set("\"'“”„«»‘’`´*_-–—‑()[]®™:")
_BREAKS = set(".;!?\n…")
_BUT = word_set("but sondern aber но а але проте зато however only except")

_AUXILIARY = (
    r"(?:\s|[-–—:=*«»\"'“”®™()]|is|are|was|were|has|have|been|be|could|can|did|does|do|there|"
    r"wurden?|ist|sind|war|waren|konnten?|был[аио]?|было|бути|був|була|було|були|"
    r"(?:in|im|in der|in dem|in the|в|во|у|в этом|у цьому) [^\W\d_]+(?= ))*"
)
_AFTER = re.compile(
    rf"{_AUXILIARY}(?:"
    r"(?:not|n['’]t|never|nicht|не|cannot be|in keiner probe)\s+(?:be |been |yet |wurde )?"
    r"(?:detect|found(?! to\b)|present|contained|included(?! in shipping)|identif|nachgewiesen|"
    r"nachweisbar|enthalten|gefunden|vorhanden|festgestellt|обнаруж|выявл|найден|содерж[а-я]+ся|"
    r"вход[а-я]+ в состав|вход[а-я]+(?! в)|присутств|виявл|міст[а-яії]+ся|знайден|определ|"
    r"визнач|детект)"
    r"|(?:absent|none|nil|n\.?d\.?\b|missing|fehlt|fehlen|negativ|отсутств|відсутн|"
    r"отрицательн|негативн)(?![^.;,]{0,12} (?:на складе|в наличии|в продаже|in stock))"
    r"|(?:no|nein|нет|немає|нема)(?=\s*(?:[.,;!)|\n]|$)))",
    re.IGNORECASE,
)
_LIST = re.compile(r"\s*(?:[,/&+]|(?:and|or|und|oder|и|или|та|або|й|і)(?=\s))\s*", re.IGNORECASE)
_COLON = re.compile(r"\s*[:=–—-]")
_THERE_IS_NONE = re.compile(
    r"\s+(?:нет|немає|нема)\b(?! (?:в|у) (?:наличии|наявності|продаж))", re.IGNORECASE
)
_FREE = re.compile(
    r"[-\u2010\u2011\u2012\u2013](?:free|frei(?:e[mnrs]?)?)\b"
    r"(?! (?:shipping|delivery|sample|trial|gift|returns?|base|versand|lieferung|haus))"
    r"|\s(?:free|frei)(?=\s*(?:[,.;!?)|]|$|\s(?:formula|product|blend)))",
    re.IGNORECASE,
)


def denied(text: str, start: int, end: int, others: Mapping[int, int] = _NOTHING) -> bool:
    """Whether a text says that what it names at a place is not there, or is not it.

    Args:
        text: The text.
        start: Where the mention begins.
        end: Where it ends.
        others: Where other things that are named begin and end; they may stand in a list with it.

    Example:
        >>> denied("contains no sugar, Semax or salt", 19, 24)
        True
        >>> denied("not only Semax", 9, 14)
        False
    """
    before = text[max(0, start - _REACH) : start].casefold()
    after = text[end : end + _NEAR]
    return bool(
        _FREE.match(after)
        or _THERE_IS_NONE.match(after)
        or _CONFUSED.search(before)
        or (before.endswith("nicht mit ") and "verwechs" in after)
        or _denied_before(before, _named(text, start, others), list_goes_on=_goes_on(after))
        or _denied_after(text, end, others)
    )


def _named(text: str, start: int, others: Mapping[int, int]) -> set[str]:
    """The words of what else is named shortly before a place, in lower case."""
    if not others:
        return set()
    begins = (at for at in range(max(0, start - _REACH), start) if at in others)
    return {word for at in begins for word in _TOKEN.findall(text[at : others[at]].casefold())}


def _denied_after(text: str, end: int, others: Mapping[int, int]) -> bool:
    for _ in range(_LONGEST_LIST):
        after = text[end : end + _NEAR]
        if match := _AFTER.match(after):
            told = match[0].casefold().rstrip()
            # "Semax no" is a sign of nothing; "Semax: no" answers a question.
            return not told.endswith(("no", "nein", "none")) or bool(_COLON.match(after))
        # "X and Y were not found" is told of X, too.
        join = _LIST.match(after)
        if join is None or end + join.end() not in others:
            return False
        end = others[end + join.end()]
    return False


def _denied_before(before: str, named: Collection[str], *, list_goes_on: bool) -> bool:
    tokens = _TOKEN.findall(before)
    joined = comma = False  # whether words of a list stand between the mention and here
    strange = 0
    item_is_named = False
    for place in range(len(tokens) - 1, -1, -1):
        token = tokens[place]
        said = " ".join(tokens[max(0, place - 4) : place + 1]).replace(" - ", "-")
        after = tokens[place + 1] if place + 1 < len(tokens) else ""
        if _TWICE.search(said):
            return False
        if match := _BEFORE.search(said):
            # "X not found, Y": what is told of X is not told of Y.
            told = len(match[0].split())
            subject = tokens[place - told] if place >= told else ""
            if subject in named and _TOLD.match(match[0].strip()):
                return False
            if comma and not list_goes_on:
                return False  # "unlike ACTH, Semax has ...": the comma ends what is denied
            return not _NO_OBJECT.match(after) and after not in _ONLY
        if _NOT.search(said):
            return not strange and after not in _ONLY and not _NO_OBJECT.match(after)
        if token in _BREAKS or token in _BUT:
            return False
        if token in _JOINS:
            joined, strange, item_is_named = True, 0, False
            comma |= token.startswith(",")
        elif token in named and not joined:
            return False  # what is denied is the one before
        elif token in _QUOTES or token in _QUALIFIES or token in named:
            item_is_named |= token in named
        elif token.isdigit() or strange < 3:
            strange += 1
            if not joined or item_is_named:  # "instead of X they sent Y and Z"
                return False
        else:
            return False
    return False


def _goes_on(after: str) -> bool:
    """Whether a list, or the sentence, goes on or ends before some words: nothing else comes."""
    following = _TOKEN.search(after)
    return following is None or following[0].casefold() in _JOINS | _BREAKS | set("()[]")


_OF_DRUGS = re.compile(
    r"\b(?:\w*peptide?s?|nootropi\w*|nasal|spray|drops?|vials?|capsules?|caps|tablets?|tabs?|powder|"
    r"inject\w*|dos(?:e|es|age|ing)|supplement\w*|compounds?|research chemical|purity|hplc|cas|"
    r"anxiolytic|cognit\w*|racetams?|drugs?|medicin\w*|pharma\w*|inhibitor|mice|rats?|"
    r"clinical|mg|mcg|µg|μg|nasen\w*|tropfen|kapsel\w*|tablett\w*|pulver|wirkstoff\w*|"
    r"arznei\w*|dosis|präparat\w*|\w*пептид\w*|ноотроп\w*|назальн\w*|спрей\w*|капл\w*|флакон\w*|"
    r"капсул\w*|таблет\w*|порош\w*|инъекц\w*|ін['’]єкц\w*|доз\w*|препарат\w*|лекарств\w*|лік\w*|"
    r"вещество\w*|речовин\w*|анксиолит\w*|крапл\w*|укол\w*|ампул\w*|мг|мкг|мыш\w*|крыс\w*|"
    r"щур\w*)\b|\d\s?(?:mg|mcg|µg|μg|мг|мкг|iu)\b",
    re.IGNORECASE,
)


def speaks_of_drugs(text: str, start: int, end: int) -> bool:
    """Whether the words around a place are of those that are used of drugs."""
    around = f"{text[max(0, start - _NEAR) : start]} \x00 {text[end : end + _NEAR]}"
    return bool(_OF_DRUGS.search(around))
