"""The Graph face of the simulated mailbox: JSON over the same items that EWS shows."""
