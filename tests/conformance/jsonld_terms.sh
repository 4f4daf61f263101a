#!/bin/sh
# jsonld_terms.sh PROGRAM - every term of the context, but for classes and
# prefixes, is described in docs/jsonld.md.
cd "$(dirname "$0")/../.." || exit 1
bad=0 n=0
for term in $(sed -n 's/^    PROPERTY("\([A-Za-z]*\)".*/\1/p
    s/^    META(\([A-Za-z]*\),.*/\1/p; s/^    LIST("\([A-Za-z]*\)".*/\1/p
    s/^    MOTIVE(\([a-z]*\)).*/\1/p' src/vocab/schema.c); do
    n=$((n + 1))
    grep -q "\`$term\`" docs/jsonld.md || {
        echo "docs/jsonld.md: error: nothing on '$term' [docs.jsonld.term]"
        bad=1
    }
done
[ $n -gt 60 ] || { echo "only $n terms found in src/vocab/schema.c"; bad=1; }
[ $bad = 0 ] && echo "ok   conformance jsonld_terms: $n terms are described" ||
    echo "FAIL conformance jsonld_terms"
exit $bad
