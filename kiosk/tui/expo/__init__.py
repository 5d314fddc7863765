"""The expo: orders in whole, and everything about one of them."""
