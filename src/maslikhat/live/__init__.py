"""What has just happened, told to the pages that show it; knows channels, not what is on them."""
