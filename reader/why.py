"""Why something is marked as an action, in the user's words."""

from __future__ import annotations

from reader.actions.rules import all_rules, explanation
from reader.judging import OWN
from reader.words import words


def why(rule_id: str, language: str) -> str:
    """A short sentence, of which the subject is the passage; "" for a rule that this version does not know.

    >>> why("own", "nl")
    'U hebt dit zelf gemarkeerd'
    """
    return words(language).label["marked_by_user"] if rule_id == OWN else explanation(rule_id, language)


def tells_by_words(rule_id: str) -> bool:
    """Whether the words of the sentence say why: not where its place does, or the user himself.

    >>> tells_by_words("own")
    False
    """
    return any(rule.id == rule_id and rule.place not in {"list", "section"} for rule in all_rules())
