"""The history as a file: out of one machine, and into another."""
