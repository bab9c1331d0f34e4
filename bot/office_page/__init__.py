"""The office's own page under `run`: files in, drafts put right, lists and pictures, for who came by a link."""
