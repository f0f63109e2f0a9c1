"""The windows: Qt Widgets over the facade, the tray, and the bridge between threads.

Exists as the only room that knows Qt. Must not know how a record is synced or stored.
"""
