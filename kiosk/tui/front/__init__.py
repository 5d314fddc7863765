"""Taking orders: the menu, its choices, the basket, and changes of what was sent."""
