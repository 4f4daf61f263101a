#!/bin/bash
# report.sh PROGRAM NODE_MODULES - the page of `lectern report --html` in
# Chromium, with axe.
program=$(realpath "$1") modules=$(realpath "$2")
script=$(realpath "$(dirname "$0")/report.js")
cd "$(dirname "$0")/../.." || exit 1
export SOURCE_DATE_EPOCH=1700000000
export PUPPETEER_EXECUTABLE_PATH=${PUPPETEER_EXECUTABLE_PATH:-/usr/bin/chromium}
out=build/ace/report
rm -rf $out && mkdir -p "$out/in put/ü" && cd $out || exit 1
for i in $(seq 119); do
    printf 'Remarks at the Council, 3 May 2023\n\nWe recall resolution 1325 (2000) of %d.\n' "$i" >"in put/$i.txt"
done
printf 'We recall resolution 1325 (2000) <b>now</b>.\n' >'in put/ü/#a?b&c%20;d.txt'
: >'in put/<img src=x onerror=alert(1)>.txt'
: >'in put/"><i>.txt'
mkdir "in put/<" && : >"in put/</script><script>alert(1)'&.txt"
"$program" convert -q --ledger -t tei,jsonld,epub -o out 'in put' 2>/dev/null
"$program" report --html -o out/report.html out || exit 1
node "$script" "$modules" "$PWD/out/report.html" "$PWD/page.png"
