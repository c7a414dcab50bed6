"""Screening: names of compounds in text, one text or a hundred million, and the legal answer.

`Matcher` finds the compounds; `screen`, `screen_file` and `screen_batches` ask for each mention
what the law of a place says of an activity on a day. `names_table` and `prefilter` are for those
who stay in SQL.

Two rooms within do the work: `matching` knows text and no law, `tables` knows rows and files.
"""

from semaxref.screening.flags import FLAG_COLUMNS, Batch, Column, Flag, Screening
from semaxref.screening.matcher import Matcher
from semaxref.screening.mention import Mention
from semaxref.screening.sql import names_table, prefilter
from semaxref.screening.tables.arrow import flag_ddl, flag_schema, screen_batches
from semaxref.screening.tables.files import screen_file
from semaxref.screening.tables.rows import screen
from semaxref.screening.tables.summary import Summary

__all__ = [
    "FLAG_COLUMNS",
    "Batch",
    "Column",
    "Flag",
    "Matcher",
    "Mention",
    "Screening",
    "Summary",
    "flag_ddl",
    "flag_schema",
    "names_table",
    "prefilter",
    "screen",
    "screen_batches",
    "screen_file",
]
