"""What sets the program up on a machine: standard library only, since nothing else is there yet."""
