"""One session: recover, pull, match, plan, execute. Gets the ends as ports; knows no vendor and no window."""
