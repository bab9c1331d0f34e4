"""The stores of a unit of work: each knows its tables and nothing of the others' rules."""
