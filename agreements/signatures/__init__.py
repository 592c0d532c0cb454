"""PDF signatures: fields, seals, signatures and what is found in a signed file; the only door to pyHanko.

The modules load pyHanko, which costs about a second: import them where a use case needs them, not at the start of a command.
"""
