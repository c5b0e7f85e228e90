"""Floor 2: the world to model. The only floor with disk, git, processes and the clock."""
