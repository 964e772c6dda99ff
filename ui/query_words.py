"""The words of the query language with what they mean, for completion: Dutch in the Dutch window, English in the English."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication

from reader.query.unfinished import quoted
from reader.words import words
from ui.wording import kind_name

if TYPE_CHECKING:
    from reader.actions.action import Kind

    Language = Literal["nl", "en"]
    Meanings = tuple[tuple[str, str], ...]

translate = QCoreApplication.translate

_KINDS: tuple[tuple[str, str, Kind], ...] = (
    ("oproep", "heading_question", "heading_question"),
    ("verzoek", "request", "request"),
    ("deadline", "deadline", "deadline"),
    ("uitnodiging", "invitation", "invitation"),
    ("zienswijze", "consultation", "consultation"),
    ("motie", "support_motion", "support_motion"),
    ("doorsturen", "forward", "forward"),
)
_PROPOSALS = (
    ("notice", "kennisname", "information"),
    ("college", "", ""),
    ("college_copy", "afschrift", "copy"),
    ("college_advice", "advisering", "advice"),
    ("agenda_item", "agendapunt", "agenda"),
    ("committee", "commissie", "committee"),
    ("discussion", "bespreking", "discussion"),
    ("griffie", "griffie", "office"),
    ("other", "anders", "other"),
)


def _in(language: Language, *words: tuple[str, str, str]) -> Meanings:
    """(Dutch, English, meaning) as (word, meaning)."""
    return tuple((dutch if language == "nl" else english, meaning) for dutch, english, meaning in words)


def field_names(language: Language) -> Meanings:
    """Each with its colon."""
    return _in(
        language,
        ("van:", "from:", translate("query", "the sender")),
        ("aan:", "to:", translate("query", "a recipient")),
        ("cc:", "cc:", translate("query", "someone in CC")),
        ("onderwerp:", "subject:", translate("query", "only the subject")),
        ("tekst:", "text:", translate("query", "only the text of the message")),
        ("bijlage:", "attachment:", translate("query", "name and text of attachments")),
        ("categorie:", "category:", translate("query", "a category")),
        ("map:", "folder:", translate("query", "a folder")),
        ("postvak:", "mailbox:", translate("query", "a mailbox")),
        ("datum:", "date:", translate("query", "day, month or year")),
        ("deadline:", "deadline:", translate("query", "when something must be done")),
        ("voor:", "for:", translate("query", "for whom an action item is")),
        ("voorgesteld:", "suggested:", translate("query", "a suggested category")),
        ("afdoening:", "proposal:", translate("query", "the proposed settlement")),
        ("is:", "is:", translate("query", "what is asked")),
        ("heeft:", "has:", translate("query", "with attachment, action or deadline")),
    )


def kind_values(language: Language) -> Meanings:
    """Of `is:`."""
    return _in(
        language,
        ("vraag", "question", translate("query", "all that you are asked to do")),
        *((dutch, english, kind_name(kind)) for dutch, english, kind in _KINDS),
        ("opdelijst", "listed", translate("query", "on the list of incoming documents")),
    )


def flag_values(language: Language) -> Meanings:
    """Of `heeft:`."""
    return _in(
        language,
        ("bijlage", "attachment", translate("query", "at least one attachment")),
        ("actie", "action", translate("query", "at least one action item")),
        ("deadline", "deadline", translate("query", "an action item with a date")),
    )


def addressee_values(language: Language) -> Meanings:
    """Of `voor:`."""
    return _in(
        language,
        ("griffie", "clerk", translate("query", "the griffie")),
        ("raad", "council", translate("query", "the council and its members")),
        ("college", "executive", translate("query", "the municipal executive")),
        ("anderen", "others", translate("query", "others")),
    )


def proposal_values(language: Language) -> Meanings:
    """Of `afdoening:`: a word that stands in that proposal alone, or all of its name."""
    named = words(language).proposal
    names = ((dutch, english, named(key)) for key, dutch, english in _PROPOSALS)
    return _in(
        language,
        ("geen", "none", translate("query", "on the list, still without proposal")),
        *((dutch or quoted(name), english or quoted(name), name) for dutch, english, name in names),
    )


def date_values(language: Language) -> Meanings:
    """Of `datum:` and `deadline:`: forms, of which the first letters may be typed."""
    return _in(
        language,
        ("vandaag", "today", ""),
        ("gisteren", "yesterday", ""),
        ("dezeweek", "thisweek", ""),
        ("vorigeweek", "lastweek", ""),
        ("dezemaand", "thismonth", ""),
        ("vorigemaand", "lastmonth", ""),
        ("ditjaar", "thisyear", ""),
        ("11-2026", "2026-11", translate("query", "a month; also a year or a day")),
        ("2026-11", "11-2026", translate("query", "a month too")),
        (">1-10-2026", ">2026-10-01", translate("query", "after this day")),
        ("1-11-2026..30-11-2026", "2026-11-01..2026-11-30", translate("query", "a period")),
    )
