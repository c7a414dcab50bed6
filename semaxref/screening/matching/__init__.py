"""Matching: the rules by which names are found in text. It knows text and no law."""
