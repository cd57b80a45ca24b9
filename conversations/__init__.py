"""Dialogues, pure: each is a table of steps over one frozen draft, and `flow` runs any of them."""
