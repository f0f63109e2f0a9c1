"""Field maps as data: which fields correspond, and how a value is read, written and compared.

Knows the vendors' field names only as text of `resources/mappings`. Must not know sync, store or any end.
"""
