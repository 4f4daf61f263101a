#!/bin/sh
# jsonld_rebuild.sh PROGRAM - the model of every fixture comes back from its
# JSON-LD: kinds, classes, ranges, parents, properties, decisions, works.
cd "$(dirname "$0")/../.." || exit 1
set --
for source in fixtures/*/*/source.*; do
    [ -f "$(dirname "$source")/expected.status" ] || set -- "$@" "$source"
done
exec "${O:-build/release}/tests/conformance/jsonld_rebuild" "$@"
