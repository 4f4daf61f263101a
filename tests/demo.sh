#!/bin/sh
# demo.sh PROGRAM - one fixture to TEI, JSON-LD and EPUB, validated, and where
# they are.
set -e
program=$1
source=fixtures/demo/address/source.txt
out=build/demo
mkdir -p $out
cp $source $out/address.txt
echo '$ lectern convert -t tei,jsonld,epub,html -o '"$out/ $out/address.txt"
$program convert -t tei,jsonld,epub,html -o $out/ $out/address.txt
echo "\$ lectern validate $out/address.xml $out/address.jsonld $out/address.epub"
$program validate $out/address.xml $out/address.jsonld $out/address.epub
echo "\$ lectern inspect $out/address.txt"
$program inspect $out/address.txt | head -40
echo
echo "The program is $program; what it made of $source:"
ls -l $out | awk 'NF > 5 { print "  '"$out"'/" $NF, "(" $5 " bytes)" }'
