"""From a file to drafts: characters, text with positions, blocks, clauses, draft tasks."""
