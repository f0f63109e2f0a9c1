"""Values, rules, decisions and the ports that the ends fulfil: pure, without clock, randomness or I/O."""
