"""The verbs: legal status, changes of it, standing of a use, comparison.

Pure functions of a store. Their answers are frozen, and turn themselves into documents.
"""
