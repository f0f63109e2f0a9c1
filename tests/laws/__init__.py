"""The laws of docs/laws.md as properties: they hold for every value, not for examples."""
