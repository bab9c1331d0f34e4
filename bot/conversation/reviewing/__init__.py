"""A new directive in the office's chat: its drafts looked at, put right and made live."""
