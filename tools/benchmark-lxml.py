"""Parses and validates flows with lxml in every fair way; prints the processor seconds of each one's best round.

    benchmark-lxml.py SCHEMA.xsd FOLDER ROUNDS      all *.xml of FOLDER, from memory
    benchmark-lxml.py SCHEMA.xsd FILE.xml           one file, as a command would: only the exit status
"""

import pathlib
import sys
import time

from lxml import etree

schema = etree.XMLSchema(etree.parse(sys.argv[1]))
# What costs time and a flow does not need is off.
lean = dict(huge_tree=True, collect_ids=False, resolve_entities=False, no_network=True, load_dtd=False)


def usual(flows):
    parser = etree.XMLParser(huge_tree=True)
    for flow in flows:
        assert schema.validate(etree.XML(flow, parser))


def lean_parser(flows):
    parser = etree.XMLParser(**lean)
    for flow in flows:
        assert schema.validate(etree.XML(flow, parser))


def while_parsing(flows):
    parser = etree.XMLParser(schema=schema, **lean)
    for flow in flows:
        etree.XML(flow, parser)  # raises where the flow is not valid


def measure(folder, n_rounds):
    flows = [path.read_bytes() for path in sorted(folder.glob("*.xml"))]
    for way in (usual, lean_parser, while_parsing):
        best = float("inf")
        for _ in range(n_rounds):
            begin = time.process_time()
            way(flows)
            best = min(best, time.process_time() - begin)
        print(way.__name__, best)


if len(sys.argv) > 3:
    measure(pathlib.Path(sys.argv[2]), int(sys.argv[3]))
else:
    document = etree.parse(sys.argv[2], etree.XMLParser(**lean))
    sys.exit(0 if schema.validate(document) else 1)
