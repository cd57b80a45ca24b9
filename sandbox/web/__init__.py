"""The sandbox over HTTP: the server, the controls of a second terminal, and the page of phones."""
