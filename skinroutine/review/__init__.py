"""What a rule author needs: every item with its place, checks, cases, coverage, comparison."""
