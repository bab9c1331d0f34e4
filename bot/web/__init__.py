"""The chat page of the demo: a channel of our own, so that the whole product can be tried without any token."""
