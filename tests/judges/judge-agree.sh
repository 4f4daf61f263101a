#!/bin/bash
# judge-agree.sh FOLDER - TEI and JSON-LD of each document say the same.
node tests/judges/agree.js "$1"
