"""The recorded newsroom, played day by day through the whole pipeline, and how well its readers were told."""
