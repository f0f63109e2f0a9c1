"""How the ends reach the network and where secrets lie: one HTTP session factory, one way to the keychain."""
