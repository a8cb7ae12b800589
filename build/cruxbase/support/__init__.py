"""What every floor may use and nothing of ours is needed for: words that were probably meant, and letters for ids."""
