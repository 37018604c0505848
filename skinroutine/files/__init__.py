"""Files of a person: written whole or not at all, for them alone, and never over what is theirs."""
