FROM gaps ORDER BY status
