"""The simulated sign-in service of Microsoft: one tenant with one person in it."""
