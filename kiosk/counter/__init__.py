"""The one door: decides, appends, and follows the record for one terminal."""
