"""What the ticks at the left let through, and how many messages each of them has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.events import Facets

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.events import Filters
    from reader.index.columns import Columns, Mask
    from reader.index.noted import Noted


def filtered(
    found: Mask, filters: Filters, columns: Columns, noted: Noted, *, counts: bool
) -> tuple[Facets, Mask]:
    """The counts of each group over what the other groups let through, and what all let through."""
    passing = _passing(columns, noted, filters)

    def others(group: str) -> Mask:
        mask = found.copy()
        for name, passes in passing.items():
            if name != group:
                mask &= passes
        return mask

    return _facets(others, columns, noted) if counts else Facets(), others("")


def _facets(others: Callable[[str], Mask], columns: Columns, noted: Noted) -> Facets:
    return Facets(
        category=columns.category.count(others("category")),
        folder=columns.folder.count(others("place")),
        export=columns.export.count(others("place")),
        year=columns.year.count(others("year")),
        kind=columns.kind.count(others("kind")),
        actions=int((others("actions") & columns.acting).sum()),
        attachments=int((others("attachments") & columns.attached).sum()),
        own_category=noted.category.count(others("category")),
        uncategorised=int((others("category") & noted.uncategorised).sum()),
        listed=int((others("listed") & noted.listed).sum()),
        proposal=noted.proposal.count(others("proposal")),
    )


def _passing(columns: Columns, noted: Noted, filters: Filters) -> dict[str, Mask]:
    """What the ticks of each group let through; a group without ticks is not there."""
    size = columns.size
    passing: dict[str, Mask] = {}
    if filters.categories or filters.own_categories:  # one group in the window
        passing["category"] = columns.category.having((filters.categories - {""}).__contains__, size)
        passing["category"] |= noted.category.having(filters.own_categories.__contains__, size)
        if "" in filters.categories:
            passing["category"] |= noted.uncategorised
    if filters.exports or filters.folders:  # one group in the window: a mailbox and its folders
        passing["place"] = columns.export.having(filters.exports.__contains__, size) | columns.folder.having(
            lambda place: _is_inside(place, filters.folders), size
        )
    for name, wanted, group in (
        ("year", filters.years, columns.year),
        ("kind", filters.kinds, columns.kind),
        ("proposal", filters.proposals, noted.proposal),
    ):
        if wanted:
            passing[name] = group.having(wanted.__contains__, size)
    if filters.actions:
        passing["actions"] = columns.acting
    if filters.attachments:
        passing["attachments"] = columns.attached
    if filters.listed:
        passing["listed"] = noted.listed
    return passing


def _is_inside(place: tuple[str, str], folders: frozenset[tuple[str, str]]) -> bool:
    """Whether a place is one of the folders or below one."""
    export, name = place
    return any(
        export == wanted and (not inside or name == inside or name.startswith(inside + "/"))
        for wanted, inside in folders
    )
