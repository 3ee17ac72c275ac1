"""The one component that chooses between candidates: a sum of weights for each, as probabilities."""
