"""English: plain and polite, for operators and for whoever reads it better."""
