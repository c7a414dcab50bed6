"""Text to screen, made by a seeded generator: clean rows, a catalogue, long documents, names.

Nothing is read but the names of the library, so that a run can be had again anywhere.
"""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, NamedTuple

from semaxref import compounds
from semaxref.screening import names_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from semaxref.screening.sql import NameRow

SEED = 20261126
ONE_IN = 50
"""Rows of the catalogue of which one holds a mention."""
LONGEST = 60
"""Letters of the longest name that is put into a row; no title has a longer one."""


def _split(text: str, sign: str | None = None) -> tuple[str, ...]:
    return tuple(text.split(sign))


_ENGLISH = (
    (
        "{a} {name} {n} mg, {n} capsules",
        "{name} powder {n} g, {a}",
        "{a} nasal spray {name}",
        "Buy {name} online | {a} {b}",
        "{b} {name}, free shipping over {n} EUR",
        "{name} {a}",
    ),
    _split("premium pure daily lab-tested natural vegan strong original new bulk advanced"),
    _split("shop store labs health direct outlet supply market trade"),
    _split(
        "vitamin C|omega-3|zinc picolinate|green tea|creatine|phone case|USB-C cable|LED lamp|"
        "whey protein|running shoes|garden hose|coffee beans|baby blanket|magnesium citrate",
        "|",
    ),
)
_RUSSIAN = (
    (
        "{name} {n} мг, {n} капсул",
        "Купить {name}, {a} выбор",
        "{a} спрей {name} {n} мл",
        "{b}: {name}, {n} г",
        "{a} {name} от {b}",
        "Отзывы: {name}, курс {n} дней",
    ),
    _split("новый сильный чистый натуральный оригинальный лучший недорогой большой"),
    _split("аптека склад магазин лаборатория завод поставщик рынок"),
    _split(
        "витамин D3|рыбий жир|чай зелёный|чехол для телефона|лампа настольная|кофе в зёрнах|"
        "цитрат магния|шланг садовый|кроссовки беговые|детское одеяло|кабель USB|цинк",
        "|",
    ),
)
_GERMAN = (
    (
        "{name} {n} mg, {n} Kapseln",
        "{a} {name} Pulver {n} g",
        "Nasenspray {name}, {a}",
        "{b}: {name} kaufen",
        "{name} von {b}, {a}, Lieferung in {n} Tagen",
        "{a} {name}",
    ),
    _split("reines neues starkes veganes natürliches geprüftes günstiges hochdosiertes"),
    _split("Apotheke Versand Lager Handel Labor Großhandel Drogerie"),
    _split(
        "Zink|Fischöl|Grüner Tee|Handyhülle|Laufschuhe|Gartenschlauch|Kaffeebohnen|Kreatin|"
        "Vitamin C|Babydecke|Schreibtischlampe|Magnesiumcitrat|Molkenprotein",
        "|",
    ),
)
_LANGUAGES = (_ENGLISH, _RUSSIAN, _GERMAN)
"""Of each language: templates, words of praise, words for sellers, things that are sold."""
_TRAPS = _split("Galaxy S3 Max case|softmax layer|semaglutide|sparsemax|Semenax|baseMaxHp", "|")
_SYLLABLES = _split(
    "ba be bi bo ca co da de di do fa fe fi fo ga go ka ke ki ko la le li lo ma me mi mo na ne "
    "ni no pa pe pi po ra re ri ro sa se si so ta te ti to va ve vi vo xa xe za ze zi zo tra pre "
    "bri glo flu sta"
)
_SUFFIXES = _split("nax tin dol pril zine mab xane fen lor vir cet quin stim drol")
_ALIKE = dict(zip("аеорсхкмт", "aeopcxkmt", strict=True))
_DASHES = "\u2010\u2011\u2013\u2212"
_UNSEEN = ("\u00ad", "\u200b", "\u2060")


class Row(NamedTuple):
    """A row of the catalogue.

    Attributes:
        text: What stands in it.
        compound: The compound that it names; none if empty.
    """

    text: str
    compound: str


def invented(number: int, seed: int = SEED) -> list[str]:
    """Names that no substance has, none twice."""
    dice = _dice(seed)
    found: dict[str, None] = {}
    while len(found) < number:
        word = "".join(dice.choices(_SYLLABLES, k=3)) + dice.choice(_SUFFIXES)
        found.setdefault(word)
    return list(found)


def write_overlay(folder: Path, number: int) -> None:
    """A folder of data to lay over the packaged ones: a number of names, ten a compound."""
    names = invented(number)
    (source,) = [source.id for source in compounds()[0].sources][:1]
    (folder / "about.json").write_text('{"recorded_on": "2026-11-23"}', encoding="utf-8")
    for first in range(0, number, 10):
        own, *others = names[first : first + 10]
        place = folder / "compounds" / own
        place.mkdir(parents=True)
        about = {
            "id": own,
            "name": own.title(),
            "kind": "small-molecule",
            "names": [
                {"text": name.title(), "kind": "synonym", "language": "en", "sources": [source]}
                for name in others
            ],
        }
        (place / "identity.json").write_text(json.dumps(about), encoding="utf-8")


def clean(number: int, seed: int = SEED) -> Iterator[str]:
    """Rows without a name."""
    dice = _dice(seed)
    for _ in range(number):
        yield _row(dice, dice.choice(_LANGUAGES))


def catalogue(number: int, seed: int = SEED) -> Iterator[Row]:
    """Rows of which one in fifty names a compound, disguised in one case of three."""
    dice = _dice(seed)
    names = _names()
    for _ in range(number):
        if dice.randrange(ONE_IN):
            yield Row(_row(dice, dice.choice(_LANGUAGES)), "")
        else:
            name = dice.choice(dice.choice(names))
            text = _row(dice, dice.choice(_LANGUAGES), _written(dice, name))
            yield Row(text, name.compound)


def documents(number: int, seed: int = SEED) -> Iterator[str]:
    """Documents of 5,000 to 50,000 signs and one language, each with one to five mentions."""
    dice = _dice(seed)
    names = _names()
    stocks = [[_row(dice, each) for _ in range(10_000)] for each in _LANGUAGES]
    for _ in range(number):
        length = dice.randrange(5_000, 50_000)
        which = dice.randrange(len(_LANGUAGES))
        lines: list[str] = []
        while length > 0:
            lines.append(dice.choice(stocks[which]))
            length -= len(lines[-1]) + 2
        for _ in range(dice.randint(1, 5)):
            name = dice.choice(dice.choice(names))
            lines[dice.randrange(len(lines))] = _row(dice, _LANGUAGES[which], _written(dice, name))
        yield ". ".join(lines)


def _dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - no secret


def _names() -> list[list[NameRow]]:
    """The names that can stand in a title, by kind, so that forms of one kind are not all."""
    by_kind: dict[str, list[NameRow]] = {}
    for row in names_table():
        if row.kind not in {"inchikey", "identifier", "unii", "sequence"} and (
            5 <= len(row.term) <= LONGEST
        ):
            by_kind.setdefault(row.kind, []).append(row)
    return [by_kind[kind] for kind in sorted(by_kind)]


def _row(dice: random.Random, language: tuple[Sequence[str], ...], name: str = "") -> str:
    """A title; of a thing that is sold if no name is given."""
    templates, before, sellers, things = language
    text = dice.choice(templates).format(
        name=name or _thing(dice, things),
        a=dice.choice(before),
        b=dice.choice(sellers),
        n=dice.randrange(1, 500),
    )
    return text.replace(" ", "&nbsp;", 1) if dice.random() < 0.02 else text


def _thing(dice: random.Random, things: Sequence[str]) -> str:
    kind = dice.random()
    if kind < 0.01:
        return dice.choice(_TRAPS)
    if kind < 0.5:
        return dice.choice(things)
    return "".join(dice.choices(_SYLLABLES, k=dice.randint(2, 4))).title()


def _written(dice: random.Random, name: NameRow) -> str:
    """A name as somebody may write it."""
    text = name.term
    if name.kind == "cas":
        dash = dice.choice(f"-{_DASHES}")
        return dash.join((text[:-3], text[-3:-1], text[-1]))
    text = dice.choice((str.lower, str.upper, str.title))(text)
    if " " in text and dice.random() < 0.5:
        text = text.replace(" ", dice.choice(f"-{_DASHES}"))
    if dice.random() > 1 / 3 or len(text) < 6 or " " in text:
        return text
    if dice.random() < 0.5:
        place = dice.randrange(1, len(text) - 1)
        return text[:place] + dice.choice(_UNSEEN) + text[place:]
    signs = [sign for sign in text.lower() if sign in _ALIKE]
    if not signs:
        return " ".join(text) if text.isalpha() else text
    sign = dice.choice(signs)
    return text.lower().replace(sign, _ALIKE[sign], 1)
