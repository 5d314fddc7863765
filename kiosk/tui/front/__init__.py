"""The front: an order is taken, read back, sent and changed."""
