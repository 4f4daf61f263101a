#!/bin/bash
# judge-jsonld.sh FOLDER - jsonld.js in safe mode without a network, and ajv
# with our schema, on every JSON-LD file.
NODE_PATH=$MODULES node tests/judges/jsonld.js \
    schemas/jsonld/document.schema.json "$1"/*.jsonld
