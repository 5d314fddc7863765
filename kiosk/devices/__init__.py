"""What the counter has hands and a voice with: clock, speech, printer, QR code; each with its silent twin."""
