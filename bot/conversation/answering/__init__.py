"""Questions: which tasks they mean, and the figures, lists, cards, charts and files that answer them."""
