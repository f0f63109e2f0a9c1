"""The laws of docs/architecture.md as properties: they hold for every value, not for examples."""
