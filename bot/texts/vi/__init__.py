"""Vietnamese: the language of offices, and the one that every other is translated from."""
