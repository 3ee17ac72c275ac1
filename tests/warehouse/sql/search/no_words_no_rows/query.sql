FROM search('')
