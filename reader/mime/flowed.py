"""text/plain; format=flowed (RFC 3676): lines that were wrapped for sending are joined again."""

from __future__ import annotations

_SIGNATURE = "-- "  # the line above a signature, which ends in a space but does not flow (§4.3)


def unflowed(text: str, *, delete_space: bool) -> str:
    r"""Lines that end in a space go on in the next one of the same depth of quoting (§4).

    >>> unflowed("Geachte \nraad,\n> eerder \n> gezegd", delete_space=False)
    'Geachte raad,\n> eerder gezegd'
    """
    out: list[str] = []
    flowing, depth = False, 0
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        content = line.lstrip(">")
        quoted = len(line) - len(content)
        if not content.startswith(" >") or quoted:  # else it would look like a quotation
            content = content.removeprefix(" ")  # §4.4: space-stuffing
        if flowing and quoted == depth and content != _SIGNATURE:
            out[-1] += content
        else:
            out.append(f"{'>' * quoted} {content}" if quoted else content)
        flowing = content.endswith(" ") and content != _SIGNATURE
        if flowing and delete_space:
            out[-1] = out[-1][:-1]
        depth = quoted
    return "\n".join(out)
