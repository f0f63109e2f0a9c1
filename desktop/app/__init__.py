"""What windows and the command line may ask for: commands, queries, the set-up of a profile."""
