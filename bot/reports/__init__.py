"""Reports as files: one value, and a writer for each format."""
