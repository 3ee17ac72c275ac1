FROM observation
