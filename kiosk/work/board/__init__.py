"""All unfinished orders at once, and what stands at the counter beside them."""
