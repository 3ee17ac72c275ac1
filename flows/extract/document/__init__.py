"""What holds for a whole article, each fact a decision with its evidence."""
