"""One table of actions and their keys, and the keypads that have fewer of them."""
