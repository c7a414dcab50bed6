"""Documents as HTML: whole in itself, without a script and without a request.

Colours are those of the page around it, so that it reads in a light and in a dark one. All text
is escaped: a record may come from a stranger's overlay.
"""

from __future__ import annotations

import hashlib
import html
import re
from typing import TYPE_CHECKING

from semaxref.document.blocks import Heading, Note, References, Table, Text
from semaxref.document.lists import grouped
from semaxref.document.plain import clean

if TYPE_CHECKING:
    from semaxref.document.blocks import Document, Item, Reference

# The class stands twice where a notebook has rules of its own for tables.
STYLE = """
.semaxref{font:15px/1.5 system-ui,sans-serif;color:inherit;max-width:64rem;text-align:left}
.semaxref :is(h1,h2,h3,h4,h5,h6){font-weight:600;line-height:1.25;margin:1.2em 0 .4em}
.semaxref h1{font-size:1.6em}.semaxref h2{font-size:1.3em}.semaxref h3{font-size:1.1em}
.semaxref :is(h4,h5,h6){font-size:1em}
.semaxref p{margin:.5em 0}.semaxref ul,.semaxref ol{margin:.4em 0;padding-left:1.6em}
.semaxref li{margin:.15em 0;overflow-wrap:anywhere}
.semaxref a{color:inherit;text-decoration:underline;text-underline-offset:.15em}
.semaxref .table{overflow-x:auto;margin:.6em 0}
.semaxref.semaxref table{border-collapse:collapse;width:auto;margin:0;font-size:.94em}
.semaxref.semaxref :is(th,td){padding:.4em .7em;vertical-align:top;text-align:left;
white-space:normal;
min-width:7em;background:none;
border-bottom:1px solid color-mix(in srgb,currentColor 22%,transparent)}
.semaxref.semaxref td:last-child:nth-child(n+3){min-width:13em}
.semaxref.semaxref th{font-weight:600}.semaxref.semaxref thead :is(th,td){border-bottom-width:2px}
.semaxref .note{border-left:3px solid color-mix(in srgb,currentColor 35%,transparent);
padding-left:.8em;font-size:.94em}
.semaxref .sources{font-size:.9em;padding-left:2.4em}
@media print{.semaxref{max-width:none}.semaxref .table{overflow:visible}
.semaxref :is(tr,li){break-inside:avoid}.semaxref :is(h1,h2,h3,h4){break-after:avoid}}
"""
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title>{title}</title>
<style>:root{{color-scheme:light dark}}
body{{margin:0 auto;max-width:64rem;padding:1rem;background:Canvas;color:CanvasText}}</style>
</head>
<body>
<main>
{content}
</main>
</body>
</html>
"""
_CITED = re.compile(r"\[(\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*)\]")
_DEEPEST = 6
"""HTML has six levels of headings."""


def render(document: Document, top: int = 2, *, style: bool = True) -> str:
    """Draw a document as a part of an HTML page.

    Args:
        document: What to draw.
        top: The level of its title, from 1; within another page 2 or lower.
        style: Whether to put its style inside; a page with many of them has `STYLE` once.

    Returns:
        One element.
    """
    key = hashlib.sha256(repr(document).encode()).hexdigest()[:8]
    body = _body(document, top, key)
    inside = f"<style>{STYLE}</style>\n" if style else ""
    return f'<div class="semaxref" lang="en">\n{inside}{body}</div>'


def page(document: Document) -> str:
    """Draw a document as an HTML page that stands by itself."""
    title = next((b.text for b in document.blocks if isinstance(b, Heading)), "semaxref")
    return _PAGE.format(title=_escaped(title), content=render(document, 1))


def _body(document: Document, top: int, key: str) -> str:
    known = {
        entry.number
        for block in document.blocks
        if isinstance(block, References)
        for entry in block.entries
    }
    parts: list[str] = []
    title = ""
    for block in grouped(document.blocks):
        if isinstance(block, Heading):
            title = block.text
            level = min(top + block.level - 1, _DEEPEST)
            parts.append(f"<h{level}>{_text(block.text, known, key)}</h{level}>")
        elif isinstance(block, Text):
            parts.append(f"<p>{_text(block.text, known, key)}</p>")
        elif isinstance(block, Note):
            parts.append(f'<p class="note">{_text(block.text, known, key)}</p>')
        elif isinstance(block, Table):
            parts.append(_table(block, title, known, key))
        elif isinstance(block, References):
            entries = "".join(_reference(entry, key) for entry in block.entries)
            parts.append(f'<ol class="sources">{entries}</ol>')
        else:
            items = block if isinstance(block, list) else [block]
            parts.append(_list(items, known, key))
    return "\n".join([*parts, ""])


def _list(items: list[Item], known: set[int], key: str) -> str:
    """Items as a list, deeper ones as lists within."""
    drawn: list[str] = []
    depth = -1
    for item in items:
        if item.depth > depth:
            drawn.append("<ul>" if depth < 0 else "\n<ul>")
        else:
            drawn.append("</li>\n" + "</ul></li>\n" * (depth - item.depth))
        depth = item.depth
        drawn.append(f"<li>{_text(item.text, known, key)}")
    return "".join([*drawn, "</li></ul>" * (depth + 1)])


def _table(table: Table, title: str, known: set[int], key: str) -> str:
    if not table.columns:
        return ""
    heads = "".join(
        f'<th scope="col">{_text(name, known, key)}</th>' if name else "<td></td>"
        for name in table.columns
    )
    rows = []
    for first, *rest in table.rows:
        cells = "".join(f"<td>{_text(cell, known, key)}</td>" for cell in rest)
        rows.append(f'<tr><th scope="row">{_text(first, known, key)}</th>{cells}</tr>')
    body = "\n".join(rows)
    label = f'role="region" aria-label="Table: {_escaped(title)}" tabindex="0"'
    return (
        f'<div class="table" {label}>\n<table>\n<thead><tr>{heads}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody>\n</table>\n</div>"
    )


def _reference(entry: Reference, key: str) -> str:
    """A source, with its number, DOI or address as the link."""
    before, word, after = map(_escaped, entry.parts)
    link = f'<a href="{_escaped(entry.address or "")}" rel="noreferrer">{word}</a>' if word else ""
    return f'<li value="{entry.number}" id="{key}-{entry.number}">{before}{link}{after}</li>'


def _escaped(text: str) -> str:
    return html.escape(clean(text))


def _text(text: str, known: set[int], key: str) -> str:
    """Escaped text, with line breaks, and with links from numbers to the sources below."""

    def link(match: re.Match[str]) -> str:
        numbers = [int(number) for number in re.findall(r"\d+", match[1])]
        if not known.issuperset(numbers):
            return match[0]  # brackets of another kind
        to_source = rf'<a href="#{key}-\g<0>">\g<0></a>'
        return f"[{re.sub(r'[0-9]+', to_source, match[1])}]"

    lines = (_CITED.sub(link, html.escape(line)) for line in clean(text).split("\n"))
    return "<br>".join(lines)
