"""Zalo as a channel, by the Zalo Bot Platform."""
