"""What the desk does: the queue, and the acts on one report."""
