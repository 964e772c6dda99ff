"""Reading, indexing and searching mailboxes: plain Python, without Qt and without words for the user."""
