"""Choices of the person."""
