"""The JSON of the command line.  Its names are a contract (DESIGN.md): scripts read them."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from reader.note import own_words, proposal_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.actions.action import Findings
    from reader.events import Hit, Page, Summary
    from reader.message import Address, Message
    from reader.words import Words

Json = dict[str, Any]


def message_json(message: Message, findings: Findings, words: Words) -> Json:
    """One line of `dump`."""
    forwarded = message.forwarded
    return {
        "id": message.id,
        "message_id": message.message_id,
        "subject": message.subject,
        "from": _addresses(message.sender),
        "to": _addresses(message.to),
        "cc": _addresses(message.cc),
        "bcc": _addresses(message.bcc),
        "date": message.date.isoformat() if message.date else None,
        "categories": list(message.categories),
        "folder": message.folder,
        "path": message.ref.path,
        "text": message.text,
        "attachments": [
            {"name": one.name, "content_type": one.content_type, "size": one.size, "sha256": one.sha256}
            for one in message.attachments
        ],
        "actions": [asdict(action) for action in findings.actions],
        "dates": [asdict(date) for date in findings.dates],
        "suggested": list(findings.suggested),
        "forwarded": forwarded
        and {
            "from": _addresses(forwarded.sender),
            "date": forwarded.date.isoformat() if forwarded.date else None,
            "subject": forwarded.subject,
        },
        "problems": [{"code": problem.code, "text": words.sentence(problem)} for problem in message.problems],
    }


def summary_json(summary: Summary, words: Words) -> Json:
    """The answer of `index --json`."""
    return {
        "messages": summary.messages,
        "added": summary.added,
        "duplicates": summary.duplicates,
        "problems": [
            {"path": problem.path, "reason": words.sentence(problem)} for problem in summary.problems
        ],
        "seconds": round(summary.seconds, 3),
    }


def page_json(page: Page) -> Json:
    """The answer of `search --json`."""
    facets = page.facets
    folders: dict[str, int] = {}
    for (_, folder), number in facets.folder.items():
        folders[folder] = folders.get(folder, 0) + number
    return {
        "total": page.total,
        "direct": page.direct,
        "suggestion": page.suggestion,
        "milliseconds": round(page.milliseconds, 3),
        "hits": [_hit(hit) for hit in page.hits],
        "facets": {
            "category": dict(facets.category),
            "folder": folders,
            "year": dict(facets.year),
            "kind": dict(facets.kind),
            "addressee": dict(facets.addressee),
            "suggested": dict(facets.suggested),
        },
    }


def _hit(hit: Hit) -> Json:
    place = hit.places[0]
    return {
        "id": hit.id,
        "date": hit.date.isoformat() if hit.date else None,
        "from": _addresses(hit.sender),
        "subject": hit.subject,
        "categories": list(hit.categories),
        "folder": place.folder,
        "path": place.ref.path,
        "snippet": hit.snippet,
        "actions": [asdict(action) for action in hit.actions],
        "due": hit.due,
        "attachments": list(hit.attachments),
        "note": {
            "categories": list(hit.note.categories),
            "listed": hit.note.listed,
            "proposal": proposal_key(hit.note.proposal),
            "proposal_words": own_words(hit.note.proposal),
        },
        "places": [{"export": one.export, "folder": one.folder, "path": one.ref.path} for one in hit.places],
    }


def _addresses(addresses: Sequence[Address]) -> list[Json]:
    return [{"name": address.name, "address": address.address} for address in addresses]
