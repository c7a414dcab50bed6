"""A sheet to draw on: a Matplotlib figure, measured in inches from its upper left corner.

Everything is placed by measured text, so that a long label makes its row taller and touches
nothing. No style of the user is changed, and colours, fonts and line widths are given with each
thing; what Matplotlib asks of a style when it writes a file (``svg.fonttype``, ``savefig.bbox``,
``hatch.linewidth``) stays the user's. Texts come from data, perhaps a stranger's, and are never
read as mathematics.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import frozen

from semaxref.document.plain import clean
from semaxref.errors import MissingExtra
from semaxref.plots.colours import INK, PALE, QUIET, WHITE, ink_on

try:
    import matplotlib as mpl
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties, get_font
    from matplotlib.lines import Line2D
    from matplotlib.patches import PathPatch, Polygon, Rectangle
    from matplotlib.path import Path as Curve
    from matplotlib.textpath import text_to_path
except ModuleNotFoundError as error:
    raise MissingExtra("Matplotlib", ("plot",)) from error

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.artist import Artist

Dash: TypeAlias = tuple[float, ...]
"""Lengths of strokes and gaps, in widths of the line; empty for a whole line."""

MARGIN = 0.3
_POINTS = 72
_LEADING = 1.25
"""From one line of a text to the next, in sizes of its letters."""
_LONGEST = 1000
"""No text in a picture has more characters; the text alternative has it whole."""
_PARTS = re.compile(r"(?<=[-/_])(?=[^\W\d])")
"""Where a word may be parted; not in a date."""


@frozen
class Entry:
    """One line of a legend: a sample and what it means.

    Attributes:
        label: What it means.
        fill: Colour of the sample.
        hatch: Its hatching.
        edge: Its edge.
        mark: A sign in it.
        dash: The dashes of a line, where the sample is one.
        colour: The colour of that line.
        upright: Whether that line stands.
    """

    label: str
    fill: str = WHITE
    hatch: str = ""
    edge: str = QUIET
    mark: str = ""
    dash: Dash | None = None
    colour: str = INK
    upright: bool = False


class Sheet:
    """A figure that grows downwards.

    Args:
        width: Its width, in inches.
        title: Its title.
        subtitle: A line below that.
    """

    def __init__(self, width: float, title: str, subtitle: str) -> None:
        self.width = width
        self.room = width - 2 * MARGIN
        self.y = MARGIN
        self.figure = Figure(figsize=(width, 1), dpi=100, facecolor=WHITE, edgecolor=WHITE)
        self.figure.set_layout_engine("none")
        self._plain(self.figure.patch, "")
        self._axes = self.figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self.paragraph(title, 13, bold=True)
        self.paragraph(subtitle, 9, colour=QUIET, after=0.15)

    def finish(self, caption: str) -> Figure:
        """Write the caption, and give the figure its height."""
        self.line([(MARGIN, self.y), (self.width - MARGIN, self.y)], PALE, 0.8)
        self.y += 0.08
        self.paragraph(caption, 8, colour=QUIET, after=0)
        height = self.y + MARGIN
        self.figure.set_size_inches(self.width, height)
        self._axes.set_xlim(0, self.width)
        self._axes.set_ylim(height, 0)
        return self.figure

    def paragraph(
        self,
        text: str,
        size: float,
        *,
        bold: bool = False,
        colour: str = INK,
        indent: float = 0,
        after: float = 0.06,
        name: str = "",
    ) -> None:
        """Write a text over the whole width, and go below it."""
        lines = wrap(text, self.room - indent, size, bold=bold, most=40)
        self.write(
            MARGIN + indent, self.y, lines, size, bold=bold, colour=colour, name=name, middle=False
        )
        self.y += height_of(lines, size) + after

    def write(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        size: float,
        *,
        bold: bool = False,
        colour: str = INK,
        align: str = "left",
        middle: bool = True,
        name: str = "",
    ) -> None:
        """Write lines that were wrapped before.

        Args:
            x: Where, by `align`.
            y: The middle of them, or their top.
            lines: The lines.
            size: Size of the letters, in points.
            bold: Whether they are bold.
            colour: Their colour.
            align: ``left``, ``center`` or ``right``.
            middle: Whether `y` is the middle.
            name: What the text stands for, kept as the gid of the artist.
        """
        top = y - height_of(lines, size) / 2 if middle else y
        for number, line in enumerate(lines):
            text = self._axes.text(
                x,
                top + (number * _LEADING + 0.93) * size / _POINTS,
                line,
                color=colour,
                fontproperties=_font(size, bold),
                horizontalalignment=align,
                verticalalignment="baseline",
                parse_math=False,
                usetex=False,
                zorder=5,
            )
            self._plain(text, name)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = WHITE,
        edge: str = PALE,
        line: float = 0.8,
        hatch: str = "",
        ink: str = "",
        dash: Dash = (),
        name: str = "",
        over: float = 2,
    ) -> None:
        """A rectangle; its hatching lies on it in a colour of its own."""
        style = _style(dash)
        shape = Rectangle(
            (x, y), width, height, facecolor=fill, edgecolor=edge, linewidth=line, linestyle=style
        )
        self._add(shape, name, over)
        if hatch:
            lines = Rectangle(
                (x, y), width, height, fill=False, edgecolor=ink or QUIET, linewidth=0, hatch=hatch
            )
            self._add(lines, "", over)

    def badge(self, x: float, y: float, sign: str, name: str) -> None:
        """A sign in a small box of its own."""
        side = 0.15
        self.box(x - side / 2, y - side / 2, side, side, edge=INK, line=0.8, name=name, over=4)
        self.write(x, y, [sign], 6.5, bold=True, align="center")

    def diamond(self, x: float, y: float, size: float, fill: str, name: str) -> None:
        """A square on its corner."""
        points = [(x - size, y), (x, y - size), (x + size, y), (x, y + size)]
        shape = Polygon(points, closed=True, facecolor=fill, edgecolor=WHITE, linewidth=0.5)
        self._add(shape, name, 4)

    def line(
        self,
        points: Sequence[tuple[float, float]],
        colour: str = INK,
        width: float = 1,
        *,
        dash: Dash = (),
        name: str = "",
        over: float = 1,
    ) -> None:
        """A line through points."""
        xs, ys = zip(*points, strict=True)
        style = _style(dash)
        shape = Line2D(
            xs, ys, color=colour, linewidth=width, linestyle=style, marker="", antialiased=True
        )
        shape.set_dash_capstyle("butt")
        shape.set_solid_capstyle("butt")
        shape.set_solid_joinstyle("miter")
        self._add(shape, name, over)

    def bow(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        colour: str,
        width: float,
        dash: Dash,
        name: str,
    ) -> None:
        """A curve that leaves and arrives level."""
        half = (start[0] + end[0]) / 2
        points = [start, (half, start[1]), (half, end[1]), end]
        codes = [Curve.MOVETO, Curve.CURVE4, Curve.CURVE4, Curve.CURVE4]
        style = _style(dash)
        shape = PathPatch(
            Curve(points, codes), fill=False, edgecolor=colour, linewidth=width, linestyle=style
        )
        shape.set_capstyle("butt")
        self._add(shape, name, 1)

    def legend(self, title: str, entries: Iterable[Entry]) -> None:
        """Samples with their meanings, in as many lines as they need."""
        size, sample, line = 8, 0.34, 0.24
        head = wrap(title, self.room, size, bold=True)
        self.write(MARGIN, self.y + line / 2, head, size, bold=True)
        left = x = MARGIN + max(0.95, width_of(head[0], size, bold=True) + 0.15)
        for entry in entries:
            label = wrap(entry.label, self.room - left - sample, size, most=1)
            need = sample + 0.08 + width_of(label[0], size) + 0.2
            if x > left and x + need - 0.2 > self.width - MARGIN:
                x = left
                self.y += line
            y = self.y + line / 2
            if entry.dash is None:
                self.box(
                    x,
                    y - 0.085,
                    sample,
                    0.17,
                    fill=entry.fill,
                    edge=entry.edge,
                    hatch=entry.hatch,
                )
            else:
                half = sample / 2
                ends = (
                    [(x + half, y - 0.1), (x + half, y + 0.1)]
                    if entry.upright
                    else [(x, y), (x + sample, y)]
                )
                self.line(ends, entry.colour, 1.8, dash=entry.dash)
            if entry.mark:
                self.patch(x + sample / 2, y, entry.mark, size, on=entry.fill)
            self.write(x + sample + 0.08, y, label, size)
            x += need
        self.y += line + 0.04

    def patch(self, x: float, y: float, sign: str, size: float, *, on: str, name: str = "") -> None:
        """A sign on a ground of its own, so that no hatching and no line runs through it."""
        wide = width_of(sign, size, bold=True) + 0.04
        high = size / _POINTS + 0.02
        self.box(x - wide / 2, y - high / 2, wide, high, fill=on, edge=on, line=0, over=4)
        self.write(x, y, [sign], size, bold=True, colour=ink_on(on), align="center", name=name)

    def _add(self, artist: Artist, name: str, over: float) -> None:
        artist.set_zorder(over)
        self._axes.add_artist(artist)
        self._plain(artist, name)

    def _plain(self, artist: Artist, name: str) -> None:
        """Without what a style of the user may add to every artist."""
        artist.set_clip_on(False)
        artist.set_sketch_params(None)
        artist.set_path_effects([])
        artist.set_gid(name or None)


def _style(dash: Dash) -> tuple[float, Dash] | Literal["solid"]:
    return (0, dash) if dash else "solid"


def shown(text: str) -> str:
    """A text of one line that the font can show; other signs become the sign for them."""
    line = " ".join(clean(text).split())
    line = line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
    return "".join(sign if _drawable(sign) else "\N{REPLACEMENT CHARACTER}" for sign in line)


def wrap(text: str, room: float, size: float, *, bold: bool = False, most: int = 6) -> list[str]:
    """The lines of a text that are no wider than the room.

    Args:
        text: The text.
        room: The room, in inches.
        size: Size of the letters, in points.
        bold: Whether they are bold.
        most: How many lines at most; the last one then ends with an ellipsis.

    Returns:
        One line or more.
    """
    line, lines = "", list[str]()
    for word in shown(text).split():
        for number, part in enumerate(_PARTS.split(word)):
            gap = " " if line and not number else ""
            if width_of(f"{line}{gap}{part}", size, bold=bold) <= room:
                line += f"{gap}{part}"
                continue
            if line:
                lines.append(line)
            *whole, line = _cut(part, room, size, bold=bold)
            lines += whole
    lines.append(line)
    if len(lines) > most:
        last = lines[most - 1]
        while last and width_of(f"{last}…", size, bold=bold) > room:
            last = last[:-1]
        lines[most - 1 :] = [f"{last}…"]
    return lines


def _cut(word: str, room: float, size: float, *, bold: bool) -> list[str]:
    """A word in pieces that fit."""
    pieces = [""]
    for sign in word:
        if pieces[-1] and width_of(f"{pieces[-1]}{sign}", size, bold=bold) > room:
            pieces.append("")
        pieces[-1] += sign
    return pieces


def height_of(lines: Sequence[str], size: float) -> float:
    """How high some lines are, in inches."""
    return len(lines) * _LEADING * size / _POINTS


@lru_cache(maxsize=8192)
def width_of(line: str, size: float, *, bold: bool = False) -> float:
    """How wide a line is, in inches."""
    wide: float = text_to_path.get_text_width_height_descent(line, _font(size, bold), False)[0]
    return wide / _POINTS


@lru_cache(maxsize=64)
def _font(size: float, bold: bool) -> FontProperties:
    """DejaVu Sans, which comes with Matplotlib and has Cyrillic, whatever is installed."""
    return FontProperties(
        family="DejaVu Sans",
        weight="bold" if bold else "normal",
        size=size,
        fname=str(_font_file(bold)),
    )


def _font_file(bold: bool) -> Path:
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return Path(mpl.get_data_path(), "fonts", "ttf", name)


@lru_cache(maxsize=4096)
def _drawable(sign: str) -> bool:
    """Whether both weights of the font have a sign."""
    fonts = (get_font(str(_font_file(bold))) for bold in (False, True))
    return all(font.get_char_index(ord(sign)) for font in fonts)
