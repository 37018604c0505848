"""What the history knows of a person: sessions, facts, heads, and what of it may still be trusted."""
