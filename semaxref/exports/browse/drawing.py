"""Structures as drawings, where RDKit is installed.

Only the paths of what RDKit draws are taken over, so that colours are those of the page and a
file of data can put nothing else into it.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

_PATH = re.compile(r"[MLHVQCAZ0-9eE.,\s-]+", re.ASCII)
_ELEMENT = re.compile(r"<path\b[^>]*>", re.ASCII)
_D = re.compile(r"\bd='([^']*)'", re.ASCII)
_WIDTH = re.compile(r"stroke-width:([0-9.]+)px", re.ASCII)
_FILL = re.compile(r"fill:#|fill='#", re.ASCII)
_SIZE = (640, 320)
_SMALL = 12
"""Up to so many heavy atoms a molecule looks lost on the full size."""


class Stroke(NamedTuple):
    """A path: its outline, how wide it is drawn, and whether it is filled."""

    d: str
    width: float
    filled: bool


class Drawing(NamedTuple):
    """A structure as paths on a sheet of a size."""

    width: int
    height: int
    strokes: tuple[Stroke, ...]


def drawing(smiles: str) -> Drawing | None:
    """A structure as paths.

    Args:
        smiles: The structure.

    Returns:
        The drawing; None where RDKit is not installed or cannot read it.
    """
    try:
        from rdkit import Chem, rdBase
        from rdkit.Chem.Draw import rdMolDraw2D
    except ImportError:
        return None
    with rdBase.BlockLogs():  # what it cannot read is no news for whoever writes pages
        molecule = Chem.MolFromSmiles(smiles)
    if molecule is None or not molecule.GetNumAtoms():
        return None
    small = molecule.GetNumAtoms() <= _SMALL
    width, height = (_SIZE[0] // 2, _SIZE[1] // 2) if small else _SIZE
    sheet = rdMolDraw2D.MolDraw2DSVG(width, height)
    options: Any = sheet.drawOptions()  # whose types are not those that its stubs give
    options.useBWAtomPalette()
    options.clearBackground = False
    options.fixedBondLength = 40
    rdMolDraw2D.PrepareAndDrawMolecule(sheet, molecule)
    sheet.FinishDrawing()
    return Drawing(width, height, tuple(_strokes(sheet.GetDrawingText())))


def _strokes(text: str) -> list[Stroke]:
    found = []
    for element in _ELEMENT.findall(text):
        d = _D.search(element)
        if d and _PATH.fullmatch(d[1]):
            width = _WIDTH.search(element)
            found.append(
                Stroke(d[1].strip(), float(width[1]) if width else 0, bool(_FILL.search(element)))
            )
    return found
