#!/bin/sh
# jsonschema.sh PROGRAM - the JSON Schema Test Suite as Debian has it: the newer
# one with all drafts in libtest-json-schema-acceptance-perl, an older one of
# draft 7 in json-schema-test-suite. Exits 1 when a test surprises.
here=$(dirname "$0") bad=0 some=
try() { # SUITE DRAFT...
    [ -d "$1/tests" ] || return 0
    suite=$1 some=yes
    shift
    "${O:-build/release}/tests/conformance/jsonschema" "$suite" \
        "$here/jsonschema.known" "$@" || bad=1
}
try /usr/share/perl5/auto/share/dist/Test-JSON-Schema-Acceptance \
    draft2020-12 draft2019-09 draft7
try /usr/share/json-schema-test-suite draft7
[ "$some" ] || echo "skip conformance jsonschema: no test suite installed"
[ $bad = 0 ] && [ "$some" ] && echo "ok   conformance jsonschema"
exit $bad
