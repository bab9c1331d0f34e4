"""What is known and what is true: the office's rules, the database, and reading directives."""
