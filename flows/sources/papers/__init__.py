"""One declaration a file; `registry` collects them, `tests/sources/fake_sites/sites.py` prints each.

A new paper of a known family: copy the nearest file, set names, hosts, base address, first page and evidence, add its
site, then `gongbao sources check ID --date D` and `tests/sources/test_round_trip.py` say what each field found.
"""
