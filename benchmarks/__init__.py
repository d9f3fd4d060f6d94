"""How fast and how good, as ratios and counts taken side by side in one run: `python -m benchmarks`."""
