#!/usr/bin/env bash
# fuzz.sh TARGET [MINUTES]: looks with Jazzer for inputs that break a decoder. Targets: the classes of src/test/java/io/netdx/fuzz with a
# method fuzzerTestOneInput (Archives Documents HostFiles Logs Metrics Pages Pipeline Transcripts). It begins with texts of the cases and tests,
# and with the kept corpus; what it finds, and the corpus, stand in target/fuzz/TARGET afterwards.
#   fuzz.sh --keep TARGET   puts the smallest inputs of that corpus, 300 kB of them, into src/test/resources/io/netdx/fuzz
# A finding is kept there too, in the folder of the target, under a name that says what it did; of Pipeline the document, from
# target/fuzz/Pipeline/documents. The build replays all of it. Needs the profile "fuzz", and so the network once.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
keep=
[ "$1" = --keep ] && keep=1 && shift
target=$1
seconds=$((60 * ${2:-10}))
folder=target/fuzz/$target
mkdir -p "$folder/corpus" "$folder/findings" "$folder/kept"
mvn -B -q -Pfuzz test-compile dependency:build-classpath -DincludeScope=test -Dmdep.outputFile=target/fuzz/classpath
path=target/test-classes:target/classes:$(cat target/fuzz/classpath)
jazzer=(java -Xmx768m -cp "$path" com.code_intelligence.jazzer.Jazzer "--target_class=io.netdx.fuzz.$target"
  '--instrumentation_includes=io.netdx.**' '--instrumentation_excludes=io.netdx.fuzz.**:io.netdx.engine.**')
if [ -n "$keep" ]; then
  rm -rf "$folder/kept" && mkdir "$folder/kept"
  "${jazzer[@]}" -merge=1 -max_len=8192 "$folder/kept" "$folder/corpus"
  find "$folder/kept" -type f -printf '%s %p\n' | sort -n | awk '(sum += $1) > 300000 { print $2 }' | xargs -r rm
  [ "$target" != Pipeline ] || java -cp "$path" io.netdx.fuzz.Edits "$folder/kept"
  (cd "$folder/kept" && find . -type f -exec touch -d 2026-01-01T00:00:00Z {} + && jar --create --no-manifest --date=2026-01-01T00:00:00Z --file ../kept.zip .)
  mkdir -p src/test/resources/io/netdx/fuzz
  mv "$folder/kept.zip" "src/test/resources/io/netdx/fuzz/$target.zip"
  exit
fi
java -cp "$path" io.netdx.fuzz.Seeds "$target"
kept=$PWD/src/test/resources/io/netdx/fuzz/$target.zip
[ "$target" = Pipeline ] || [ ! -f "$kept" ] || (cd "$folder/kept" && jar --extract --file "$kept")
exec "${jazzer[@]}" --keep_going=30 "--reproducer_path=$folder/findings" "-artifact_prefix=$folder/findings/" -timeout=60 -rss_limit_mb=4096 \
  -max_len=16384 "-max_total_time=$seconds" -print_final_stats=1 "$folder/corpus" "$folder/seeds" "$folder/kept"
