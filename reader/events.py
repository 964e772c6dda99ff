"""What long work reports and what a search answers, as plain frozen data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Union

from reader.note import NOTHING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from reader.actions.action import Action, DateMention
    from reader.agenda import Entry
    from reader.choice import Choice
    from reader.due import Countdown, Term, Whens
    from reader.message import Address, Attachment, Message, MessageRef
    from reader.note import Note
    from reader.problems import Problem

Sort = Literal["date", "relevance"]
CountFrom = Union[
    Literal["auto", "today", "newest"], "date"
]  # auto: today, or the newest message of an old export


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is."""

    export: str  # the path being read
    messages: int  # read so far, over all exports of this job
    done: int  # bytes read
    total: int  # bytes to read, without those of files that did not change; 0 while unknown
    per_second: float = 0.0  # messages, lately; 0 while unknown
    seconds_left: float | None = None  # for this export; None while unknown


@dataclass(frozen=True, slots=True)
class Survey:
    """The maps of an export, before it is read."""

    path: str  # absolute
    maps: Mapping[str, int]  # map -> messages in it, without those of sub-maps; empty for a file of one map
    choice: Choice  # what the user chose the last time


@dataclass(frozen=True, slots=True)
class Changed:
    """Exports are not as they were read."""

    exports: tuple[str, ...]  # their paths
    moving: frozenset[str]  # files that are still being written


@dataclass(frozen=True, slots=True)
class Committed:
    """The index grew: a search that is asked now sees more."""

    messages: int  # committed so far in this job


@dataclass(frozen=True, slots=True)
class Summary:
    """The last event of an import: the fields of `index --json`."""

    messages: int  # read
    added: int  # new in the index
    duplicates: int  # were in the index already, here or in another export
    problems: tuple[Problem, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Place:
    """One of the places where a message stands."""

    export: str  # the path that the user added: the postvak
    folder: str  # the map inside it
    ref: MessageRef


@dataclass(frozen=True, slots=True)
class ActionMark:
    """What a row of the list shows of an action."""

    kind: str
    text: str
    due: str | None  # ISO day, month or week
    event: str | None


@dataclass(frozen=True, slots=True)
class Hit:
    """One row of the result list."""

    id: str
    date: datetime | None
    sender: tuple[Address, ...]
    subject: str
    categories: tuple[str, ...]
    places: tuple[Place, ...]  # at least one
    actions: tuple[ActionMark, ...]
    due: str | None  # the nearest of its actions' due dates
    attachments: tuple[str, ...]  # names
    snippet: (
        str  # text around the first hit, after a name where it is in an attachment; or the start of the text
    )
    marks: tuple[tuple[int, int], ...] = ()  # hits in `snippet`
    subject_marks: tuple[tuple[int, int], ...] = ()
    sender_marks: tuple[
        tuple[int, int], ...
    ] = ()  # hits in the name of the first sender, or the address without one
    sample: bool = False  # belongs to the sample mailbox
    note: Note = NOTHING  # what the user noted about it
    dates: tuple[Countdown, ...] = ()  # of its actions, the most urgent first: see `due.most_urgent`
    further: int = 0  # dates that it has beside those
    addressees: tuple[str, ...] = ()  # of its actions; "" where one names nobody


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts per value over the messages that match; a group ignores its own ticks."""

    category: Mapping[str, int] = field(default_factory=dict)  # the sender's; "" counts messages without one
    folder: Mapping[tuple[str, str], int] = field(
        default_factory=dict
    )  # (export, folder), without sub-folders
    export: Mapping[str, int] = field(default_factory=dict)  # export -> messages in it
    year: Mapping[str, int] = field(default_factory=dict)  # "2020"; "" where the date is unknown
    kind: Mapping[str, int] = field(default_factory=dict)  # kinds of action
    addressee: Mapping[str, int] = field(default_factory=dict)  # of actions; "" where one names nobody
    term: Mapping[Term, int] = field(
        default_factory=dict
    )  # by each date of its actions, so a message may be in several
    suggested: Mapping[str, int] = field(default_factory=dict)  # suggested categories
    actions: int = 0  # messages with at least one action
    attachments: int = 0  # messages with at least one attachment
    own_category: Mapping[str, int] = field(default_factory=dict)  # the user's; one group with `category`
    uncategorised: int = 0  # messages without a category of either kind
    listed: int = 0  # messages on the lijst ingekomen stukken
    proposal: Mapping[str, int] = field(default_factory=dict)  # "" counts those on the list without one


@dataclass(frozen=True, slots=True)
class Filters:
    """The ticks at the left.  Inside a group: or; between groups: and.

    Exports and folders are one group, and so are categories of the sender and of the user.
    """

    categories: frozenset[str] = frozenset()  # the sender's; "" for messages without one of either kind
    exports: frozenset[str] = frozenset()
    folders: frozenset[tuple[str, str]] = frozenset()  # (export, folder), with its sub-folders
    years: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    addressees: frozenset[str] = frozenset()  # "" for actions that name nobody
    terms: frozenset[Term] = frozenset()
    suggested: frozenset[str] = frozenset()
    actions: bool = False  # only messages with an action
    attachments: bool = False  # only messages with an attachment
    own_categories: frozenset[str] = frozenset()
    listed: bool = False  # only messages on the lijst ingekomen stukken
    proposals: frozenset[str] = frozenset()  # keys of `note.PROPOSALS`; "" for those on the list without one


@dataclass(frozen=True, slots=True)
class Search:
    """One question to the index."""

    text: str = ""  # in the query language; "" finds everything
    filters: Filters = field(default_factory=Filters)
    sort: Sort = "date"
    offset: int = 0
    limit: int = 100
    typing: bool = False  # the last word is still being typed, so it is a prefix
    counts: bool = True  # False for a further page: its counts are known
    count_from: CountFrom = "auto"  # the day from which terms count
    # Messages that are on the screen: the page has the first of them that still matches, whatever `offset` says.
    around: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """The day from which terms count."""

    day: date
    basis: Literal["today", "newest", "chosen"]
    newest: date | None  # the day of the newest message up to today, in the chosen mailboxes


@dataclass(frozen=True, slots=True)
class Page:
    """The answer: a page of hits, and counts over all of them."""

    search: Search  # with the offset of this page
    total: int
    everything: int  # messages in the index
    milliseconds: float  # the query alone, in this process
    hits: tuple[Hit, ...]
    facets: Facets  # empty where no counts were asked for
    direct: int = (
        0  # hits with the words themselves: they come first, those with longer words alone after them
    )
    suggestion: str = ""  # the query put right, where a word of it stands nowhere and this finds something
    rows: Mapping[str, int] = field(default_factory=dict)  # of the messages of `search.around` that match
    names_only: bool = False  # one or two letters were completed in names and subjects alone
    own_categories: tuple[str, ...] = ()  # all that the user uses, in the order of their letters
    reference: Reference | None = None  # None where nothing was indexed yet
    missing: tuple[str, ...] = ()  # where nothing matches: the words it needs that stand in no message


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some of the messages that a search finds."""

    search: Search
    begin: int  # in the order of the list
    size: int


@dataclass(frozen=True, slots=True)
class Agenda:
    """The deadlines and meetings in some messages."""

    of: Stretch | tuple[str, ...]  # the messages that were asked for, or their ids
    total: int  # messages that the search finds, or that were asked for
    mentions: bool  # whether dates that are merely named are in it
    entries: tuple[Entry, ...]  # by day, see `agenda.in_order`
    mentioned: int  # where there are no entries: how many there would be with those that are merely named


@dataclass(frozen=True, slots=True)
class Written:
    """A file was written, whole."""

    path: str


@dataclass(frozen=True, slots=True)
class Completions:
    """What may follow `field:` in a query."""

    field: str  # as in `query.lexemes.FIELDS`
    typed: str  # what of it was typed
    names: tuple[tuple[str, int], ...]  # most frequent first, each with the number of messages that have it


@dataclass(frozen=True, slots=True)
class Opened:
    """One message, ready to be shown."""

    id: str
    message: Message  # its attachments without their content
    places: tuple[Place, ...]
    actions: tuple[Action, ...]  # in the order of the text; number n has the anchor `action-n` in `page`
    dates: tuple[DateMention, ...]
    page: str  # the whole HTML page for the screen, see `render.screen_page`
    from_export: bool  # False: the export is gone, so this is the saved text without layout
    around: str = ""  # subject of the message that this one is attached to; see `identity.outer_identity`
    note: Note = NOTHING  # what the user noted about it; nothing is noted about one inside another
    subject_hits: tuple[tuple[int, int], ...] = ()  # of the query, in the subject
    suggested: tuple[str, ...] = ()  # categories that its text suggests, see resources/rules/categories.toml
    whens: tuple[Whens, ...] = ()  # the dates of each of `actions`
    rejected: tuple[Action, ...] = ()  # actions that the user rejected; number n has the anchor `rejected-n`
    corrected: frozenset[Action] = frozenset()  # those of `actions` that the user put right


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """What the user asks of a print."""

    contents: bool = False  # a list of the stukken in front
    attachments: bool = False  # PDFs and pictures after the stuk that they belong to
    anonymise: bool = False  # personal data left out, see `anonymise`
    split: bool = False  # one PDF a stuk, in a folder
    marks: bool = False  # action items marked


@dataclass(frozen=True, slots=True)
class Sheet:
    """One stuk, ready to be printed; everything in it is masked already where that was asked."""

    id: str
    subject: str
    page: str  # the whole HTML page for paper, see `paper.print_page`
    date: datetime | None = None
    sender: str = ""
    attachments: tuple[Attachment, ...] = ()  # PDFs to be put after it
    proposal: str = ""  # the voorstel afdoening in words
