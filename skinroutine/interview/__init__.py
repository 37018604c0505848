"""Which question comes next, and when there is nothing left to ask.

``ask`` is handed in: this room knows neither a terminal nor a line of input. A question is asked only
while some rule is open on it, which the conditions decide by proof.
"""
