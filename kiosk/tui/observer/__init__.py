"""Walking the floor: how steps are done, as an observer sees it."""
