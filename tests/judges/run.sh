#!/bin/bash
# run.sh PROGRAM NODE_MODULES - the field's own judges on what the program makes
# of every fixture: xmllint and jing for TEI, jsonld.js in safe mode and ajv for
# JSON-LD, EPUBCheck for books.
cd "$(dirname "$0")/../.." || exit 1
program=$(realpath "$1") modules=$(realpath "$2") bad=0
out=build/judged
rm -rf $out && mkdir -p $out
export SOURCE_DATE_EPOCH=1700000000 LC_ALL=C.UTF-8
for source in fixtures/*/*/source.*; do
    case=$(dirname "$source")
    [ -f "$case/expected.status" ] && continue
    args=()
    [ -f "$case/args" ] && read -ra args <"$case/args"
    name=$(echo "${case#fixtures/}" | tr / -)
    cp "$source" "$out/$name.${source##*.}"
    (cd "$case" && "$program" convert -q -t tei,jsonld,epub "${args[@]}" \
        -o "$OLDPWD/$out/" "$OLDPWD/$out/$name.${source##*.}") ||
        { echo "FAIL judges $name: not converted"; bad=1; }
done
for judge in tests/judges/judge-*.sh; do
    MODULES=$modules PROGRAM=$program $judge $out || bad=1
done
exit $bad
