"""What is wrong with a set of rules: the findings, and the checks that make them."""
