"""What the office does, one verb a function, in a unit of work that the caller commits.

Each asks for permission, changes what is true and leaves a trace; what is said about it is the caller's affair.
"""
