"""Reading packaged or user data into the model, with indexes of names and places."""
