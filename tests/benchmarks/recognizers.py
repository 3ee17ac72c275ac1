"""Run by run.py in the other library's environment: processor seconds of its four Chinese models, median round."""

import json
import statistics
import sys
import time

from recognizers_number import Culture, NumberRecognizer
from recognizers_number_with_unit import NumberWithUnitRecognizer

numbers, units = NumberRecognizer(Culture.Chinese), NumberWithUnitRecognizer(Culture.Chinese)
models = [
    numbers.get_number_model(),
    numbers.get_percentage_model(),
    units.get_currency_model(),
    units.get_dimension_model(),
]
lines = json.load(sys.stdin)
taken = []
for number in range(int(sys.argv[1]) + 1):
    started = time.process_time()
    for line in lines:
        for model in models:
            model.parse(line)
    if number:
        taken.append(time.process_time() - started)
sys.stdout.write(str(statistics.median(taken)))
