"""File names made from untrusted text, safe on Windows, macOS and Linux."""

from __future__ import annotations

import re
import unicodedata

_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
_LONGEST = 120  # characters; leaves room for a folder within Windows' 260


def safe_name(untrusted: str, otherwise: str = "bijlage") -> str:
    r"""A file name without folders, control and direction marks, or names that Windows keeps for itself.

    >>> safe_name("../../etc/pass:wd")
    'etc pass wd'
    >>> safe_name("nul.txt")
    '_nul.txt'
    >>> safe_name(" . ")
    'bijlage'
    >>> safe_name("factuur\u202efdp.exe")
    'factuur fdp.exe'
    """
    text = unicodedata.normalize("NFC", untrusted)
    text = "".join(" " if unicodedata.category(letter)[0] == "C" else letter for letter in text)
    text = re.sub(r'[<>:"/\\|?*]', " ", text)
    text = " ".join(text.split()).strip(" .")
    stem, dot, suffix = text.rpartition(".")
    if not dot:
        stem, suffix = text, ""
    if len(text) > _LONGEST:
        text = f"{stem[: _LONGEST - len(suffix[:20]) - 1].rstrip(' .')}{dot}{suffix[:20]}"
    if text.split(".")[0].lower() in _RESERVED:
        text = f"_{text}"
    return text or otherwise
