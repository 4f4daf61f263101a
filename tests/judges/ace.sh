#!/bin/bash
# ace.sh PROGRAM NODE_MODULES - DAISY Ace on the books of every fixture: no
# violation of any impact.
cd "$(dirname "$0")/../.." || exit 1
program=$(realpath "$1") modules=$(realpath "$2") bad=0
out=build/ace/books
rm -rf $out && mkdir -p $out
export SOURCE_DATE_EPOCH=1700000000 ACE_TIMEOUT_INITIAL=60000
export PUPPETEER_EXECUTABLE_PATH=${PUPPETEER_EXECUTABLE_PATH:-/usr/bin/chromium}
for source in fixtures/*/*/source.*; do
    case=$(dirname "$source")
    [ -f "$case/expected.epub.txt" ] || [ "$case" = fixtures/demo/address ] || continue
    name=$(echo "${case#fixtures/}" | tr / -)
    "$program" convert -q -t epub -o "$out/$name.epub" "$source" || bad=1
    timeout 300 "$modules/.bin/ace-puppeteer" -f -s -o "$out/$name" \
        "$out/$name.epub" >"$out/$name.log" 2>&1
    if node -e 'const r = JSON.parse(require("fs").readFileSync(process.argv[1]));
        let n = 0;
        for (const f of r.assertions) for (const a of f.assertions) {
            n++;
            console.log(a["earl:test"]["dct:title"], f["earl:testSubject"].url);
        }
        process.exit(n ? 1 : 0)' "$out/$name/report.json"; then
        echo "ok   judge Ace $name"
    else
        tail -3 "$out/$name.log"
        echo "FAIL judge Ace $name"
        bad=1
    fi
done
exit $bad
