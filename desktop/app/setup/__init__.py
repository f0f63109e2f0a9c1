"""The first-run flow: from nothing to a first sync, without windows and without threads.

Exists so that the wizard and the command line walk the same way. `Setup` decides, `steps` names, the rest is data.
"""
