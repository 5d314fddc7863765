"""The manager's numbers, and the rows behind them."""
