"""One file a command: a function of plain arguments that gathers, decides, shows and stores."""
