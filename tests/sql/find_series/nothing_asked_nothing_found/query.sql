FROM find_series(' ')
