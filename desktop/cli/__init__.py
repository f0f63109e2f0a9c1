"""The command line: shows queries and sends commands, in text for people and JSON for programs."""
