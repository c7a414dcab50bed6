"""Sources: every one can be found, by an identifier that can be one."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from semaxref.model.sources import Source
from semaxref.store.lint.flaws import Flaw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semaxref.model.base import Record
    from semaxref.store.store import Store

_DOI = re.compile(r"10\.\d{4,9}/\S+", re.ASCII)
_PMCID = re.compile(r"PMC[1-9]\d*", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2}", re.ASCII)


def source(_: Store, record: Record) -> Iterator[Flaw]:
    """Identifiers, address, language and day of a source."""
    if not isinstance(record, Source):
        return
    if not (record.pmid or record.doi or record.pmcid or record.url):
        yield Flaw("no PMID, DOI or address", "add one, so that a reader can go and look")
    if record.pmid and not (record.pmid.isascii() and record.pmid.isdecimal()):
        yield Flaw(f"the PMID {record.pmid!r} is no number", "write its digits only", ("PMID",))
    if record.doi and not _DOI.fullmatch(record.doi):
        message = f"{record.doi!r} has not the form of a DOI"
        yield Flaw(message, "write it from its 10. on, without the resolver", ("DOI",))
    if record.pmcid and not _PMCID.fullmatch(record.pmcid):
        message = f"{record.pmcid!r} has not the form of a PMCID"
        yield Flaw(message, "write it as PMC and digits", ("PMCID",))
    if record.url and not record.url.startswith(("https://", "http://")):
        yield Flaw(f"{record.url!r} is no web address", "begin it with https://", ("URL",))
    if record.language and not _LANGUAGE.fullmatch(record.language):
        message = f"the language {record.language!r} is no two-letter code"
        yield Flaw(message, "write it as en, ru or de", ("language",))
    if record.issued and record.issued.earliest > date.today():
        message = f"issued {record.issued}, which lies in the future"
        yield Flaw(message, "correct the date", ("issued",))
