"""The first-run wizard: pages over the flow of `app.setup`."""
