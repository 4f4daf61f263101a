#!/bin/bash
# manual.sh PROGRAM - the manual page has every option that help shows, and no
# other.
cd "$(dirname "$0")/../.." || exit 1
shown=$(for c in convert validate inspect metadata cites stream report merge formats help; do
    "$1" help $c; done | grep -oE -- '--[a-z-]+' | sort -u)
written=$(grep -oE 'Fl -[a-z-]+' docs/man/lectern.1 | sed 's/Fl -/--/' | sort -u)
if [ "$shown" = "$written" ]; then
    echo "ok   manual has every option"
else
    diff <(echo "$shown") <(echo "$written")
    echo "FAIL manual and help differ (< help, > manual)"
    exit 1
fi
