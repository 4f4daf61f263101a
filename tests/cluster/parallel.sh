#!/bin/bash
# parallel.sh PROGRAM - the line of docs/cluster.md for GNU parallel, as it is.
program=$1
. "$(dirname "$0")/lib.sh"
trap 'rm -rf "$work"' EXIT
command -v parallel >/dev/null || skip 'parallel: GNU parallel is not installed'
set_up
block parallel >parallel.sh
is 'parallel: the manual has the line' -s parallel.sh
PARALLEL_HOME=$work bash parallel.sh >said 2>&1
is 'parallel: the ledgers unite' $? = 0
same_as_alone parallel
is 'parallel: every input once' "$(grep -c '120 inputs in 4 ledgers, 2 of them failed' said)" = 1
exit $bad
