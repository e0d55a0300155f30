"""The month's form: scored, commented, decided, explained."""
