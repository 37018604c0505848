"""The screens of the commands for rule authors."""
