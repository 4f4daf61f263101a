#!/bin/sh
# tidy.sh LOG - clang-tidy's findings, counted by check, against the counts in
# tidy.known, which may only become smaller.
known=$(dirname "$0")/tidy.known
sort -u "$1" | grep -oE '\[[a-zA-Z.-]+,-warnings-as-errors\]' | tr -d '[]' |
    cut -d, -f1 | sort | uniq -c | awk -v known="$known" '
    BEGIN {
        while ((getline line < known) > 0)
            if (split(line, w, " ") == 2) may[w[2]] = w[1]
    }
    {
        all += $1
        if ($1 > may[$2] + 0) { print "clang-tidy: " $2 ": " $1 " findings, " may[$2] + 0 " known"; bad = 1 }
    }
    END {
        print (bad ? "FAIL" : "ok  ") " lint clang-tidy: " all + 0 " findings, " (bad ? "some new" : "all known")
        exit bad
    }'
