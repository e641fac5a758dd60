#!/usr/bin/env bash
# Large clusters: generates a snapshot of each size (fixed seed, into a temporary folder, deleted afterwards) and diagnoses it, plain and
# with each file of it in gzip, against floors of the same run: the bare JVM, reading (and decompressing) the bytes, taking the JSON apart
# with a plain streaming parser on one core.
#   src/bench/large.sh [PODS…]              1500 15000 where none is given; up to 150000 (1.7 GB on disk)
#   FAULTS=none|some|all  LOGS=MIB  POLICIES=N  EVENTS=N  HEAP=1536m  GZIP=no  KEEP=FOLDER (snapshots are made there and kept, plain)
# Every time is wall / processor seconds. Heap: the largest that was left after a collection; the run must do with HEAP.
set -euo pipefail
. "$(dirname "$0")/common.sh"
[ $# -gt 0 ] || set -- 1500 15000
# measure SNAPSHOT WORD: the word says what the floors do as well
measure() {
  timed "$work/bytes" floor bytes "$1"
  timed "$work/tokens" floor tokens "$1"
  timed "$work/netdx" diagnose "$1"
  cat "$work/err"
  echo "$2bare JVM $(show "$work/bare"), bytes $(show "$work/bytes"), tokens $(show "$work/tokens"), netdx $(show "$work/netdx")"
  echo "$2netdx to tokens $(ratio "$work/netdx" "$work/tokens"), to bytes $(ratio "$work/netdx" "$work/bytes"), to the bare JVM $(ratio "$work/netdx" "$work/bare"); $(memory)"
  verdict "$1/expected.txt"
}
for pods in "$@"; do
  snapshot=${KEEP:-$work}/large-$pods-${FAULTS:-some}
  [ -d "$snapshot" ] || generate "$snapshot" "pods=$pods" "faults=${FAULTS:-some}" ${LOGS:+"logs=$LOGS"} ${POLICIES:+"policies=$POLICIES"} ${EVENTS:+"events=$EVENTS"}
  echo "$(du -sm "$snapshot" | cut -f 1) MB, $(find "$snapshot" -type f | wc -l) files"
  timed "$work/bare" "$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -version
  measure "$snapshot" ""
  if [ "${GZIP:-}" != no ]; then
    mkdir "$work/gzip"
    (cd "$snapshot" && find . -type f ! -name expected.txt | while read -r file; do mkdir -p "$work/gzip/${file%/*}"; gzip -1 < "$file" > "$work/gzip/$file.gz"; done)
    cp "$snapshot/expected.txt" "$work/gzip"
    measure "$work/gzip" "from gzip: "
    rm -rf "$work/gzip"
  fi
  [ -n "${KEEP:-}" ] || rm -rf "$snapshot"
done
