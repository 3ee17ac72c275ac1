FROM claim_doubts();
