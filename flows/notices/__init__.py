"""What the operator is told of without looking: one message a run that has something to say, one summary a day."""
