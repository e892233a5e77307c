"""Running the server, and the limits of what it takes in."""
