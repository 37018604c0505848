"""Decision support for people who treat their own skin at home."""
