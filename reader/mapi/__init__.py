"""Outlook's own model of a message ([MS-OXCMSG], [MS-OXPROPS]): properties in, a `Message` out.

A .msg, a .pst and a winmail.dat each store the same properties in their own way; each reads them into an
`Item`, and from there on there is one way.
"""

from reader.mapi.attachments import write_attachment_of
from reader.mapi.message import message_of

__all__ = ["message_of", "write_attachment_of"]
