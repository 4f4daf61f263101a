#!/bin/bash
# run.sh PROGRAM - the command line as a contract: exit status, one clear
# message, nothing half-written.
schemas=$(realpath "$(dirname "$0")/../../docs/schemas")
program=$(realpath "$1") bad=0 n=0
work=$(mktemp -d)
trap 'chmod -R u+rwX "$work"; rm -rf "$work"' EXIT
cd "$work" || exit 1
export SOURCE_DATE_EPOCH=1700000000 LC_ALL=C.UTF-8
unset NO_COLOR
printf 'A title\n\nThe first paragraph of it.\n' >good.txt
printf 'bad \xff\xfe\xfa\x81 bytes\n' >bytes.txt
: >empty.txt
printf 'one\0two\n' >nul.txt
mkdir nothing
mkdir -p tree/a/b && cp good.txt tree/a/x.txt && cp good.txt tree/a/b/y.txt

# t NAME STATUS PATTERN COMMAND...: exit status, and a pattern in the messages
t() {
    local name=$1 want=$2 pattern=$3 got
    shift 3
    "$@" >out 2>err
    got=$?
    n=$((n + 1))
    if [ $got != "$want" ]; then
        echo "FAIL cli $name: exit $got, not $want"; sed 's/^/     /' err; bad=1
    elif [ -n "$pattern" ] && ! grep -qE -- "$pattern" err; then
        echo "FAIL cli $name: no message like '$pattern'"; sed 's/^/     /' err; bad=1
    else
        echo "ok   cli $name"
    fi
}
# is NAME CONDITION...: a condition of test(1)
is() {
    local name=$1
    shift
    if test "$@"; then echo "ok   cli $name"; else echo "FAIL cli $name"; bad=1; fi
}
L=$program

t 'help' 0 '' $L --help
is 'help goes to standard output' -s out
t 'version' 0 '' $L --version
t 'no command' 2 'did you mean .convert' $L conver -t tei good.txt
t 'option misspelled' 2 "did you mean '--encoding'" $L convert -t text --encodign=utf-8 good.txt
t 'option without value' 2 'needs a value' $L convert good.txt -t
t 'format misspelled' 2 "did you mean 'text'" $L convert -t txet good.txt
t 'reader misspelled' 2 "did you mean 'text'" $L convert -f txt -t text good.txt
t 'no target' 2 'name one with -t' $L convert good.txt
t 'no input' 2 'no input' $L convert -t text
t 'missing file' 2 'missing.txt: error: .*No such file' $L convert -t text missing.txt
t 'one of two missing' 1 'missing.txt: error: .*No such file' $L convert -t text -o some/ missing.txt good.txt
rm -r some
t 'missing file to validate' 2 'missing.xml: error: .*No such file' $L validate missing.xml
t 'folder with nothing' 1 "nothing" $L convert -t text nothing
t 'empty file' 1 'empty.txt:.* error:' $L convert -t text empty.txt
t 'bytes that are no text' 1 'bytes.txt:1:5: error:' $L convert --encoding utf-8 -t text bytes.txt
t 'a device' 1 'device' $L convert -t text /dev/zero
mkfifo pipe
t 'a named pipe' 1 'named pipe' $L convert -t text pipe
t 'size limit' 1 'max-size' $L convert --max-size 10 -t text good.txt
t 'size nonsense' 2 'no size' $L convert --max-size ten -t text good.txt
cp good.txt w.docx
t 'a format nobody reads' 1 'no reader for docx' $L convert -t text w.docx
rm w.docx
is 'nothing was left' "$(ls | tr '\n' ' ')" = 'bytes.txt empty.txt err good.txt nothing nul.txt out pipe tree '

t 'text to standard output' 0 '' $L convert -t text good.txt
is 'the text is the source' "$(cat out)" = "$(cat good.txt)"
t 'standard input' 0 '' sh -c "$L convert -t text - <good.txt"
is 'standard input gives the same' "$(cat out)" = "$(cat good.txt)"
t 'to a file' 0 '' $L convert -t text good.txt -o x/y.txt
is 'file is there, folder was made' -f x/y.txt
t 'to a folder' 0 '' $L convert -t text,html good.txt -o f
is 'folder has both' "$(ls f | tr '\n' ' ')" = 'good.html good.txt '
t 'tree' 0 '' $L convert -t html tree -o g/
is 'tree is kept' "$(cd g && find . -type f | sort | tr '\n' ' ')" = './a/b/y.html ./a/x.html '
cp good.txt other.txt
t 'several beside their inputs' 0 '' $L convert -t html good.txt other.txt
is 'both are beside' -f good.html -a -f other.html
t 'output is the input' 1 'good.txt' $L convert -t text,html good.txt
is 'input is untouched' "$(head -1 good.txt)" = 'A title'
mkdir d && cp good.txt d/good.txt
t 'two inputs, one output' 1 'would both be written' $L convert -t html good.txt d/good.txt -o h/
is 'nothing was written' ! -e h
cp good.txt d/GOOD.txt
t 'outputs that differ in case' 0 'differ in case' $L convert -t html good.txt d/GOOD.txt -o hc/
is 'both are there' "$(ls hc | wc -l)" = 2
t 'list of files' 0 '' sh -c "printf 'good.txt\nother.txt\n' | $L convert -t html -o i/ --files-from -"
is 'list was read' "$(ls i | tr '\n' ' ')" = 'good.html other.html '
t 'list with NULs' 0 '' sh -c "printf 'good.txt\0other.txt\0' | $L convert -t html -o j/ -0 --files-from -"
t 'one bad, one good' 1 'empty.txt' $L convert -t html empty.txt good.txt -o k/
is 'the good one is there' "$(ls k)" = good.html
t 'options end' 0 '' sh -c "cp good.txt -- -n.txt && $L convert -t html -o l/ -- -n.txt"
is 'leading dash' -f l/-n.html
echo precious >m
t 'folder is a file' 1 'is a file' $L convert -t text,html good.txt -o m/
is 'the file stays' "$(cat m)" = precious
mkdir -p n/good.html/keep
t 'output is a folder' 1 'directory' $L convert -t text,html good.txt -o n
is 'all or nothing' ! -e n/good.txt
long=$(printf 'n%.0s' $(seq 251)) && cp good.txt $long.txt
t 'name too long for one of its outputs' 1 '[Nn]ame too long' $L convert -t tei,jsonld $long.txt -o nl/
is 'none of them is there' "$(ls nl)" = ''
yes 'A paragraph of words.' | head -20000 >big.txt
t 'file size limit' 1 'cannot write' bash -c "ulimit -f 64; $L convert -t text,html big.txt -o o/"
is 'no partial file' "$(find o -type f | wc -l)" = 0
t 'standard output full' 1 'cannot write' sh -c "$L convert -t text good.txt >/dev/full"
if [ "$(id -u)" != 0 ]; then
    cp good.txt secret.txt && chmod 0 secret.txt
    t 'unreadable' 1 'Permission denied' $L convert -t text secret.txt
else
    echo 'skip cli unreadable: root reads everything'
fi
t 'colour on request' 0 '' $L inspect --color=always good.txt
is 'there are escapes' "$(grep -c $'\e' out)" -gt 0
t 'no colour in a file' 0 '' $L inspect good.txt
is 'there are none' "$(grep -c $'\e' out)" = 0
t 'messages as JSON' 2 '"code":"' $L convert -t text --format json missing.txt
t 'metadata key misspelled' 2 "did you mean 'title'" $L convert -t text -M titel=X good.txt
t 'date that is none' 2 '2024-02-30' $L convert -t text -M date=2024-02-30 good.txt

# Wrong use is said before anything is read.
t 'quotation style misspelled' 2 "no quotation style" $L convert -t text --quotes klingon good.txt
t 'encoding misspelled' 2 "no such encoding" $L convert -t text --encoding utf-88 good.txt
t 'pattern without an end' 2 "without '}'" $L convert -t text --filename-pattern '{date' good.txt
t 'list without a list' 2 'files-from' $L convert -t text -0 good.txt
t 'empty value' 2 'needs a value' $L convert -t text -o '' good.txt
t 'empty name' 2 'without a name' $L convert -t text ''
t 'operand too many' 2 'one too many' $L formats good.txt
t 'ledger beside a file' 0 '' $L convert -t tei --ledger -o lf/x.xml good.txt
is 'ledger is in its folder' -s lf/.lectern.db

# Metadata beside a file: ours, with a slip, and somebody else's.
mkdir sc && cp good.txt sc/a.txt && cp good.txt sc/b.txt && cp good.txt sc/c.txt
echo 'title: Mine' >sc/a.yaml
echo '{"titel": "Mine"}' >sc/b.json
echo '{"title": "T", "url": "u", "html": {"x": [1]}}' >sc/c.json
t 'sidecar' 0 '' $L convert -t tei sc/a.txt
is 'sidecar has the title' "$(grep -c '<title type="main">Mine<' out)" = 1
t 'sidecar with a slip' 1 "b.json:1:11: error: .*did you mean 'title'" $L convert -t tei sc/b.txt
t 'sidecar of somebody else' 0 "c.json. is not taken.*: '[a-z]+' is no key" $L convert -t tei sc/c.txt
t 'no sidecar wanted' 0 '' $L convert --no-sidecar -t tei sc/b.txt

# Schemas that users bring.
mkdir s && echo '{"$ref":"part.json"}' >s/a.schema.json
echo '{"properties":{"n":{"type":"integer"}}}' >s/part.json
echo '{"n": "x"}' >bad.json && echo '{"n": 1}' >good.json
t 'JSON Schema' 0 '' $L validate --schema s/a.schema.json good.json
t 'JSON Schema refuses' 1 'bad.json:1:7: error: /n: ' $L validate --schema s/a.schema.json good.json bad.json
echo '{"type":"strnig"}' >s/part.json
t 'JSON Schema that is wrong' 2 's/part.json:1:9: error: ' $L validate --schema s/a.schema.json good.json
echo '{"$ref":"https://example.org/x.json"}' >s/part.json
t 'JSON Schema on the web' 2 'not to be found' $L validate --schema s/a.schema.json good.json
t 'no such schema' 2 'none.json: error' $L validate --schema none.json good.json

# Validators by name: formats that no reader reads are among them.
$L convert -t tei,jsonld,epub -o v/ good.txt
for f in tei:xml jsonld:jsonld epub:epub; do
    t "validate -f ${f%:*}" 0 '' $L validate -f ${f%:*} v/good.${f#*:}
done
t 'validate as something else' 1 'good.xml:.*error:' $L validate -f jsonld v/good.xml
cp v/good.xml v/tei.epub && cp v/good.epub v/book.JSONLD && : >v/none.epub
cp v/good.xml v/tei && echo '{}' >v/other.jsonld
t 'a TEI called a book' 1 'PKG-' $L validate v/tei.epub
t 'nothing called a book' 1 'PKG-' $L validate v/none.epub
t 'a book called JSON-LD' 1 'not JSON' $L validate v/book.JSONLD
t 'other JSON called JSON-LD' 1 'jsonschema.required' $L validate v/other.jsonld
t 'a TEI without suffix' 0 '' $L validate v/tei
t 'validator misspelled' 2 "did you mean 'epub'" $L validate -f epbu v/good.epub
t 'validate what cannot be' 2 'no validator for format .text' $L validate -f text good.txt
t 'validate nothing' 2 'no file to validate' $L validate -f tei

# Batches: the same from any number of workers, locked in or not.
mkdir many && for i in $(seq 40); do sed "s/first/$i/" good.txt >many/$i.txt; done
t 'one worker' 0 '' $L convert -j 1 -t tei,epub -o r1/ many
t 'three workers' 0 '' $L convert -j 3 -t tei,epub -o r3/ many
t 'no sandbox' 0 '' $L convert -j 2 --no-sandbox -t tei,epub -o r2/ many
t 'workers make no difference' 0 '' diff -r r1 r3
t 'nor does the sandbox' 0 '' diff -r r1 r2
case $L in
*/asan/*) echo 'skip cli workers under a small limit: sanitizers need the address space' ;;
*) t 'workers under a small limit' 1 'not enough memory' $L convert --max-memory 1M -t tei -o r4/ big.txt many/1.txt ;;
esac
t 'jobs nonsense' 2 'no number' $L convert -j 0 -t tei many

# A ledger: nothing is done twice, what changed is done again.
t 'a folder without a ledger' 1 "'nothing/.lectern.db': is not there; .convert --ledger" $L report nothing/
t 'ledger' 0 '' $L convert --ledger -t tei,epub -o led/ many
is 'ledger is there' -s led/.lectern.db
stamp=$(stat -c %y led/7.xml)
t 'resume' 0 '40 inputs were done before' $L convert --ledger --resume -t tei,epub -o led/ many
t 'resume without the slash' 0 '40 inputs were done before' $L convert --ledger --resume -t tei,epub -o led many
is 'nothing was done twice' "$(stat -c %y led/7.xml)" = "$stamp"
touch many/7.txt && echo 'A new last line.' >>many/8.txt && rm led/9.xml
t 'resume after changes' 0 '38 inputs were done before' $L convert --resume -t tei,epub -o led/ many
is 'a touched file is as it was' "$(stat -c %y led/7.xml)" = "$stamp"
is 'a changed file is new' "$(grep -c 'new last line' led/8.xml)" = 1
is 'what was missing is there' -f led/9.xml
t 'other options' 0 '' $L convert --resume -M title=T -t tei,epub -o led/ many
is 'other options do all again' "$(stat -c %y led/7.xml)" != "$stamp"
t 'resume by times' 0 '38 inputs were done before' $L convert --resume -t tei,epub -o r1/ many
for i in 1 2 3; do $L convert -q --shard $i/3 -t tei,epub -o sh/ many; done
t 'shards together are all' 0 '' diff -r r1 sh
t 'shard nonsense' 2 'no shard' $L convert --shard 4/3 -t tei many

# Progress, for programs and on terminals; stopping.
t 'progress as JSON' 0 '"event":"start","done":0,"of":40,' $L convert --progress=json -q -t tei -o pr/ many
is 'it ends with the status' "$(tail -1 err | grep -c '^{"event":"end","done":40,"of":40,"failed":0,.*"status":0}$')" = 1
n_lines=0
while read -r line; do echo "$line" >line$((n_lines++)).json; done <err
t 'progress fits its schema' 0 '' $L validate --schema "$schemas/progress.schema.json" line*.json
t 'quiet without a terminal' 0 '' $L convert -M language=en -t tei -o pr/ many
is 'nothing was said' ! -s err
t 'progress nonsense' 2 'nothing for --progress' $L convert --progress=yes -t tei many
on_terminal() { # COLUMNS TERM COMMAND: what a terminal of that sort is sent
    script -qec "stty cols $1; TERM=$2 $3" /dev/null </dev/null
}
on_terminal 60 xterm "$L convert -M language=en --progress=auto -t tei -o pr/ many" >out
is 'a terminal has a bar' "$(grep -c '%' out)" -gt 0
is 'it fits' "$(sed 's/\x1b\[[0-9;]*[mK]//g' out | tr '\r' '\n' | wc -L)" -le 59
is 'it is taken away' "$(tail -c 4 out | od -An -c | tr -d ' ')" = '\r033[K'
on_terminal 5 xterm "$L convert -M language=en -t tei -o pr/ many" >out
is 'a narrow one has less' "$(sed 's/\x1b\[[0-9;]*[mK]//g' out | tr '\r' '\n' | awk 'length > 5' | wc -l)" = 0
on_terminal 60 dumb "$L convert -M language=en -t tei -o pr/ many" >out
is 'a dumb one has none' ! -s out
on_terminal 60 xterm "$L convert -q -t tei -o pr/ many" >out
is 'nor has a quiet run' ! -s out
on_terminal 60 xterm "NO_COLOR=1 $L convert -t tei -o pr/ many empty.txt" >out
is 'no colour when it is not wanted' "$(grep -c $'\x1b\\[[0-9]*m' out)" = 0
mkdir crowd && for i in $(seq 2000); do echo "Paragraph $i." >crowd/$i.txt; done
mkfifo said
$L convert -q --progress=json --ledger -t tei -o st/ crowd 2>said &
pid=$!
exec 7<said
read -r line <&7
kill -TERM $pid
cat <&7 >err
wait $pid
is 'a stopped run says so by its status' $? = 143
exec 7<&-
is 'and how to go on' "$(grep -c 'with --resume does the rest' err)" = 1
is 'all outputs are whole' "$(ls st | wc -l)" = "$(tail -n +1 st/*.xml 2>/dev/null | grep -c '</TEI>')"
is 'the report knows what is left' "$($L report st | grep -c 'not done')" = 1
t 'resume after stopping' 0 '' $L convert -q --resume -t tei -o st/ crowd
is 'all is there' "$(ls st | wc -l)" = 2000
$L convert -q --progress=none -j 1 -t tei -o quiet/ empty.txt crowd 2>said &
pid=$!
exec 7<said
read -r line <&7
kill -TERM $pid
cat <&7 >err
wait $pid
is 'without progress too a stopped run says so' $? = 143
exec 7<&-
is 'and how far it came' "$(grep -c 'of 2001 inputs done' err)" = 1

# Streams: a result for each record, in order, whatever the record is.
cat >records <<'END'
{"id":"a","text":"Remarks at the Council, 3 May 2023\n\nWe recall resolution 1325 (2000).","metadata":{"title":"T"}}

{"id":2,"text":"Two.","format":"text"}
not JSON
{"id":"b","text":5}
{"id":"c","text":"Three.","format":"none"}
[1]
{"id":"d","text":""}
{"id":"e","text":"Four.","metadata":{"titel":"x"}}
END
printf '{"id":"f","text":"\xff"}\n{"id":"g","text":"the last, without a line end"}' >>records
t 'stream' 0 '6 of 10 records failed' $L stream -t text,epub -j 2 <records
is 'each record has a result, in order' "$(sed 's/{"id":\([^,]*\),"line":\([0-9]*\),"status":"\([a-z]*\)".*/\1 \2 \3/' out | tr '\n' ';')" = '"a" 1 ok;2 3 ok;null 4 error;"b" 5 error;"c" 6 error;null 7 error;"d" 8 error;"e" 9 ok;"f" 10 error;"g" 11 ok;'
cp out results
i=0; while read -r line; do echo "$line" >result$((i++)).json; done <results
t 'results fit their schema' 0 '' $L validate --schema "$schemas/stream-result.schema.json" result*.json
head -1 records >record.json
t 'records have a schema' 0 '' $L validate --schema "$schemas/stream-record.schema.json" record.json
sed -n 's/.*"base64":"\([^"]*\)".*/\1/p' results | head -1 | base64 -d >book.epub
t 'a book comes whole' 0 '' $L validate book.epub
$L stream -q -t text,epub -j 1 <records >out
is 'workers make no difference to results' "$(cmp out results && echo same)" = same
t 'a line that is too long' 0 '' sh -c "(printf '{\"id\":\"long\",\"text\":\"'; head -c 300000 /dev/zero | tr '\\0' x; printf '\"}\n{\"id\":\"next\",\"text\":\"fine\"}\n') | $L stream -q -t text --max-size 100K"
is 'it has its id, and the next is done' "$(grep -cE '"id":"long",.*stream.too-long|"id":"next",.*"ok"' out)" = 2
for i in $(seq 3000); do echo "{\"id\":$i,\"text\":\"Paragraph $i.\"}"; done >many.ndjson
$L stream -q -t tei -M language=en <many.ndjson | (sleep 1; cat) >out
is 'a slow reader gets all' "$(wc -l <out)" = 3000
is 'in order' "$(sed 's/{"id":\([0-9]*\),.*/\1/' out | sort -nc 2>&1)" = ''
is 'all well' "$(grep -c '"status":"ok"' out)" = 3000
$L stream -q -t tei <many.ndjson 2>err | head -1 >out
is 'a closed pipe is an error' "${PIPESTATUS[0]} $(grep -c 'cannot be written' err)" = '1 1'
t 'results on a full disk' 1 'cannot be written' sh -c "$L stream -q -t tei <many.ndjson >/dev/full"
t 'stream of nothing' 0 '' $L stream -t tei </dev/null
t 'stream without a format' 2 'name one with -t' $L stream <records
t 'stream of files' 2 'standard input' $L stream -t tei records
mkfifo slow
$L stream -q -t text <slow >out 2>err &
pid=$!
exec 8>slow
echo '{"id":1,"text":"one"}' >&8
for i in $(seq 100); do [ -s out ] && break; sleep 0.1; done
is 'a result does not wait for the next record' -s out
kill -INT $pid 2>/dev/null; kill -TERM $pid
wait $pid
is 'a stream can be stopped' $? = 143
exec 8>&-

# Workers that are lost: they are stopped, get their records, and are killed.
rm slow && mkfifo slow
$L stream -q -t text -j 2 <slow >out 2>err &
pid=$!
exec 8>slow
echo '{"id":"first","text":"one"}' >&8
for i in $(seq 100); do [ -s out ] && break; sleep 0.1; done
workers=$(cat /proc/$pid/task/$pid/children)
kill -STOP $workers
printf '{"id":"lost1","text":"x"}\n{"id":"lost2","text":"x"}\n' >&8
sleep 0.3
kill -KILL $workers
for i in $(seq 50); do echo "{\"id\":$i,\"text\":\"after\"}" >&8; done
exec 8>&-
wait $pid
is 'a lost worker does not end a stream' $? = 0
is 'its record is told' "$(grep -cE '^\{"id":"lost[12]","line":[23],"status":"error","error":\{"code":"batch.worker"' out)" = 2
is 'those after it are done' "$(tail -50 out | grep -c '"status":"ok"')" = 50

# Shares and their ledgers.
for i in 1 2 3; do $L convert -q --shard $i/3 --ledger=share$i.db -t tei -o ms/ many; done
t 'merge' 0 '40 inputs in 3 ledgers, 0 of them failed; none is missing' $L merge -o merged.db share1.db share2.db share3.db
t 'merged ledger resumes' 0 '40 inputs were done before' $L convert --resume --ledger=merged.db -t tei -o ms/ many
t 'merge without a share' 1 'no ledger of share 2 of 3' $L merge share1.db share3.db
t 'a share twice' 1 'given twice' $L merge -o never.db share1.db share1.db share2.db
t 'inputs twice' 1 'is in an earlier ledger' $L merge -o never.db merged.db share2.db
is 'no ledger from what is doubled' ! -e never.db
t 'merge of what is no ledger' 1 'good.txt' $L merge good.txt
$L convert -q --shard 1/3 --ledger=share0.db -t tei -o ms/ many tree
t 'shares of different lists' 1 'not the same' $L merge share0.db share2.db share3.db

# What a ledger tells. Names and messages come from anywhere and are escaped.
mkdir rep && cp good.txt rep/ && cp empty.txt 'rep/<img src=x onerror=alert(1)>.txt'
cp empty.txt 'rep/=1+1.txt'
t 'a batch to report on' 1 '2 of 3 inputs failed' $L convert --ledger -t tei,epub -o repout/ rep
t 'report' 0 '' $L report repout
is 'report counts' "$(grep -cE '^  (converted +1|failed +2) ' out)" = 2
is 'report names the cause' "$(grep -c 'text.empty' out)" = 1
t 'report as a page' 0 '' $L report --html repout/.lectern.db -o repout/report.html
is 'page is escaped' "$(grep -c '<img' repout/report.html)" = 0
is 'page needs nothing else' "$(grep -cE '(src|href)="(https?:)?//' repout/report.html)" = 0
t 'report as JSON' 0 '' $L report --json repout
is 'JSON has each input' "$(grep -o '"outcome":"[a-z]*"' out | sort | uniq -c | tr -s ' ' | tr '\n' ';')" = ' 1 "outcome":"converted"; 2 "outcome":"failed";'
t 'report as a table' 0 '' $L report --csv repout
is 'no cell is a formula' "$(grep -c "^'\?=" out)" = 0
t 'report on nothing' 2 'nowhere.db' $L report nowhere.db
t 'report on what is no ledger' 1 'no ledger' $L report good.txt
t 'two forms' 2 'one of' $L report --json --csv repout

# The same bytes from anywhere.
mkdir p q && cp good.txt p/ && cp good.txt q/
(cd p && TZ=Asia/Tokyo LC_ALL=C $L convert -t tei,jsonld,epub,html -o out good.txt)
(cd q && TZ=America/Lima LC_ALL=C.UTF-8 $L convert -t tei,jsonld,epub,html -o out good.txt)
t 'deterministic' 0 '' diff -r p/out q/out
exit $bad
