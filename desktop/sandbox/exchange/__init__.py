"""The simulated Exchange mailbox: one store, spoken to in the vendor's dialects; it must not know the program."""
