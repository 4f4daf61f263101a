#!/bin/bash
# judge-tei.sh FOLDER - jing on every TEI file: our profile, and tei_all where
# TEI_ALL (or the folder beside the project) has it.
bad=0
n=$(ls "$1"/*.xml | wc -l)
judge() { # NAME LOG JING-ARGUMENTS...
    local name=$1 log=$2
    shift 2
    jing "$@" 2>&1 | grep -v '^\[warning\] /usr/bin/jing' >"$log"
    verdict "$name" "$log"
}
verdict() { # NAME LOG
    if [ -s "$2" ]; then
        head -20 "$2"
        echo "FAIL judge $1 on $n files"
        bad=1
    else
        echo "ok   judge $1 on $n files"
    fi
}
judge 'jing, our profile' "$1/jing.log" -c schemas/tei/lectern.rnc "$1"/*.xml
all=${TEI_ALL:-../shared/schemas/tei_all.rng}
if [ -f "$all" ]; then
    judge 'jing, tei_all' "$1/jing-all.log" "$all" "$1"/*.xml
else
    echo 'skip judge jing, tei_all: TEI_ALL does not name the schema'
fi
exit $bad
