"""The command line: what was typed goes to the command that is named; errors go up. It decides nothing."""
