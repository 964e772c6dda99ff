"""The text of attachments, for the index and for a preview."""

from reader.attachments.extract import Extract
from reader.attachments.guarded import PREVIEWED, Key, Reading, Texts, attachment_text

__all__ = ["PREVIEWED", "Extract", "Key", "Reading", "Texts", "attachment_text"]
