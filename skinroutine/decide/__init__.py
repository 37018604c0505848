"""Rules, answers, what was done before and the time now to a result; no file, no clock, no screen."""
