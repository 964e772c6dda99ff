"""What a message asks of the reader, and by when."""
