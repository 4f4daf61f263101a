#!/bin/bash
# judge-jsonld.sh FOLDER - jsonld.js in safe mode without a network, and ajv
# with our schema, on every JSON-LD file and on one with every kind of node.
everything=$(dirname "$PROGRAM")/tests/unit/write/jsonld/test_jsonld
if [ -x "$everything" ]; then
    "$everything" "$1/every-kind.jsonld" || exit 1
fi
NODE_PATH=$MODULES node tests/judges/jsonld.js \
    schemas/jsonld/document.schema.json "$1"/*.jsonld
