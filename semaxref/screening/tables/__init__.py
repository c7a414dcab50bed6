"""Tables: rows of any kind in, flags out; files that can be taken up again after a stop."""
