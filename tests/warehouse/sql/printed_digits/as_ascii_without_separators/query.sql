SELECT printed_digits('1,314.5亿元') AS a, printed_digits('１３１４．５亿元') AS b, printed_digits('三成') AS c, printed_digits('2700多所') AS d;
