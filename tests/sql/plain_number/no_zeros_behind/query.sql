SELECT plain_number(100) AS whole, plain_number(12.50) AS part, plain_number(-0.05) AS small
