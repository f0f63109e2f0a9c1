"""The mailbox end: Exchange, spoken in its dialects.

Exists to fulfil the port `Mailbox`. What all dialects share lies here, each dialect in a package of its own. Must not
know Salesforce, field maps or the store. Nothing heavy is imported before the first connection.
"""
