"""One file per command of `samenspel`, found by its name; `terminal/` is what they share."""
