"""The nouns: typed, frozen records, and how each of them reads as a document.

Import what you need from the module that holds it; this package imports nothing, so
that a question about a compound does not pay for the classes of law.
"""
