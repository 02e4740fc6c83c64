"""Surveys: what one can tell about the whole directory, beyond right and wrong.

Each is a pure function from the Site to a frozen value, and the ways to write that value down.
Surveys do not know each other; `cli` gives each a verb.
"""
