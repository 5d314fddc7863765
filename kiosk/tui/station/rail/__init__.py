"""The rail of a station: its cards, where each stands, what is seen of them, and the widget that is touched."""
