"""What all commands share: the session, options, help and output."""
