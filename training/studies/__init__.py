"""Studies on the training grid: preparing, keeping, drawing patches."""
