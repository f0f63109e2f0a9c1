"""The EWS dialect of the simulated mailbox: SOAP in, SOAP out; the rules themselves live in the store beside it."""
