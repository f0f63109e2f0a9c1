"""The program as a person has it: a real process on a desktop with a tray, a keychain and a screen reader's eyes."""
