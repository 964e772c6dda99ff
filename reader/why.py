"""Why something is marked as an action, in the user's words."""

from __future__ import annotations

from reader.actions.rules import explanation
from reader.judging import OWN
from reader.words import words


def why(rule_id: str, language: str) -> str:
    """A few words; "" for a rule that this version does not know.

    >>> why("own", "nl")
    'door u gemarkeerd'
    """
    return words(language).label["marked_by_user"] if rule_id == OWN else explanation(rule_id, language)
