"""What the ticks at the left let through, and how many messages each of them has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reader.events import Facets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.events import Filters
    from reader.index.arrays import Array
    from reader.index.asked import Asked
    from reader.index.columns import Columns, Mask
    from reader.index.noted import Noted
    from reader.index.terms import Terms


def filtered(  # noqa: PLR0917 - all that a tick can ask for
    found: Mask, filters: Filters, columns: Columns, noted: Noted, asked: Asked, terms: Terms, *, counts: bool
) -> tuple[Facets, Mask]:
    """The counts of each group over what the other groups let through, and what all let through."""
    passing = _passing(columns, noted, asked, terms, filters)
    others = _Others(found, passing)
    return _facets(others, columns, noted, asked, terms) if counts else Facets(), others.than("")[0]


class _Others:
    """What the other groups let through of what was found, for each group."""

    def __init__(self, found: Mask, passing: Mapping[str, Mask]) -> None:
        self._found = found
        self._passing = passing
        self._kept: dict[str, tuple[Mask, Array]] = {}

    def than(self, group: str) -> tuple[Mask, Array]:
        """As a mask and as numbers of rows; the same for all groups without ticks."""
        group = group if group in self._passing else ""
        if group not in self._kept:
            mask = self._found.copy()
            for name, passes in self._passing.items():
                if name != group:
                    mask &= passes
            self._kept[group] = mask, np.flatnonzero(mask)
        return self._kept[group]


def _facets(others: _Others, columns: Columns, noted: Noted, asked: Asked, terms: Terms) -> Facets:
    def having(group: str, mask: Mask) -> int:
        return int(np.count_nonzero(others.than(group)[0] & mask))

    return Facets(
        category=columns.category.count(*others.than("category")),
        folder=columns.folder.count(*others.than("place")),
        export=columns.export.count(*others.than("place")),
        year=columns.year.count(*others.than("year")),
        kind=asked.kind.count(*others.than("kind")),
        addressee=asked.addressee.count(*others.than("addressee")),
        term={name: number for name, mask in terms.masks.items() if (number := having("term", mask))},
        suggested=columns.suggested.count(*others.than("suggested")),
        actions=having("actions", asked.acting),
        attachments=having("attachments", columns.attached),
        own_category=noted.category.count(*others.than("category")),
        uncategorised=having("category", noted.uncategorised),
        listed=having("listed", noted.listed),
        proposal=noted.proposal.count(*others.than("proposal")),
    )


def _passing(columns: Columns, noted: Noted, asked: Asked, terms: Terms, filters: Filters) -> dict[str, Mask]:
    """What the ticks of each group let through; a group without ticks is not there."""
    size = columns.size
    passing: dict[str, Mask] = {}
    if filters.categories or filters.own_categories:  # one group in the window
        passing["category"] = columns.category.having((filters.categories - {""}).__contains__, size)
        passing["category"] |= noted.category.having(filters.own_categories.__contains__, size)
        if "" in filters.categories:
            passing["category"] |= noted.uncategorised
    if filters.exports or filters.folders:  # one group in the window: a mailbox and its folders
        passing["place"] = standing(columns, filters)
    for name, wanted, group in (
        ("year", filters.years, columns.year),
        ("kind", filters.kinds, asked.kind),
        ("addressee", filters.addressees, asked.addressee),
        ("suggested", filters.suggested, columns.suggested),
        ("proposal", filters.proposals, noted.proposal),
    ):
        if wanted:
            passing[name] = group.having(wanted.__contains__, size)
    if filters.terms:
        passing["term"] = np.logical_or.reduce([terms.masks[name] for name in filters.terms])
    if filters.actions:
        passing["actions"] = asked.acting
    if filters.attachments:
        passing["attachments"] = columns.attached
    if filters.listed:
        passing["listed"] = noted.listed
    return passing


def standing(columns: Columns, filters: Filters) -> Mask:
    """The rows in the mailboxes and folders of the filters; all where those name none."""
    if not (filters.exports or filters.folders):
        return columns.placed
    inside = columns.folder.having(lambda place: _is_inside(place, filters.folders), columns.size)
    return columns.export.having(filters.exports.__contains__, columns.size) | inside


def _is_inside(place: tuple[str, str], folders: frozenset[tuple[str, str]]) -> bool:
    """Whether a place is one of the folders or below one."""
    export, name = place
    return any(
        export == wanted and (not inside or name == inside or name.startswith(inside + "/"))
        for wanted, inside in folders
    )
