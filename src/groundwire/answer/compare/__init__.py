"""What articles say differently: positions, disagreement, change."""
