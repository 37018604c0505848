"""Heads and their uses: events of the history to what is in use, how often, and what is worn out."""
