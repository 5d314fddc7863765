"""When an order will be ready, and for how long what was made keeps."""
