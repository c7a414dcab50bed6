"""Exports: how an answer travels to other programs.

`frame` and `evidence_frame` make tables for pandas, Polars and PyArrow. None of these is
imported, and none is needed, before one of the two is called.
"""

from semaxref.exports.frames import evidence_frame, frame

__all__ = ["evidence_frame", "frame"]
