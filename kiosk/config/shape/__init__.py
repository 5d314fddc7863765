"""The shapes of a playbook's files: which keys each has, what stands behind them, and what is wrong with what does."""
