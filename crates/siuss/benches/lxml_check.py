"""Parses and validates every flow of a folder with lxml and prints the seconds of the best round."""

import pathlib
import sys
import time

from lxml import etree

schema = etree.XMLSchema(etree.parse(sys.argv[1]))
flows = [path.read_bytes() for path in sorted(pathlib.Path(sys.argv[2]).glob("*.xml"))]
parser = etree.XMLParser(huge_tree=True)


def check():
    begin = time.process_time()
    for flow in flows:
        assert schema.validate(etree.fromstring(flow, parser))
    return time.process_time() - begin


print(min(check() for _ in range(int(sys.argv[3]))))
