"""What the record is held against: its read models made anew from the events, and seals of what stands beside them."""
