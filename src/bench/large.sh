#!/usr/bin/env bash
# Large clusters: generates a snapshot of each size (fixed seed, into a temporary folder, deleted afterwards) and diagnoses it, against
# floors of the same run: the bare JVM, reading the bytes, taking the JSON apart with a plain streaming parser on one core.
#   src/bench/large.sh [PODS…]              1500 15000 where none is given; up to 150000 (1.7 GB on disk)
#   FAULTS=none|some|all  LOGS=MIB  POLICIES=N  EVENTS=N  HEAP=1536m  GZIP=1  KEEP=FOLDER (snapshots are made there and kept)
# Every time is wall / processor seconds. Heap: the largest that was left after a collection; the run must do with HEAP.
set -euo pipefail
. "$(dirname "$0")/common.sh"
[ $# -gt 0 ] || set -- 1500 15000
TIMEFORMAT='%R %U %S'
# timed FILE COMMAND…: runs it; its times into FILE
timed() { local to=$1; shift; { time "$@" > "$work/out" 2> "$work/err"; } 2> "$to" || true; }
show() { awk '{ printf "%.2f / %.2f s", $1, $2 + $3 }' "$1"; }
ratio() { awk 'NR == FNR { w = $1; c = $2 + $3; next } { printf "%.2f / %.2f", w / $1, c / ($2 + $3) }' "$1" "$2"; }
# The largest resident memory of process $1, while it runs.
resident() { local peak=0 now; while kill -0 "$1" 2> /dev/null; do now=$(awk '/VmHWM/ { print $2 }' "/proc/$1/status" 2> /dev/null || true); peak=${now:-$peak}; sleep 0.2; done; echo "$peak" > "$work/resident"; }
diagnose() {
  NETDX_OPTS="-Xmx${HEAP:-1536m} -Xlog:gc:file=$work/gc ${NETDX_OPTS:-}" "$home/netdx" diagnose -q --fail-on never -f "$1" -o json="$work/report" -o text="$work/text" &
  local pid=$!
  resident $pid &
  local watch=$!
  wait $pid || echo "diagnose failed with status $?" >&2
  wait $watch
}
for pods in "$@"; do
  snapshot=${KEEP:-$work}/large-$pods-${FAULTS:-some}
  [ -d "$snapshot" ] || "$java" -Xmx256m -cp "$path" io.netdx.bench.LargeSnapshot "$home/src/bench/shapes" "$snapshot" "pods=$pods" "faults=${FAULTS:-some}" \
    ${LOGS:+"logs=$LOGS"} ${POLICIES:+"policies=$POLICIES"} ${EVENTS:+"events=$EVENTS"} > "$work/made"
  cat "$work/made" 2> /dev/null || true
  [ -z "${GZIP:-}" ] || find "$snapshot/resources" -name '*.json' -exec gzip -1 {} +
  echo "$(du -sm "$snapshot" | cut -f 1) MB, $(find "$snapshot" -type f | wc -l) files"
  timed "$work/bare" "$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -version
  timed "$work/bytes" "$java" -XX:+UseSerialGC -cp "$path" io.netdx.bench.LargeFloors bytes "$snapshot"
  timed "$work/tokens" "$java" -XX:+UseSerialGC -cp "$path" io.netdx.bench.LargeFloors tokens "$snapshot"
  timed "$work/netdx" diagnose "$snapshot"
  cat "$work/err"
  heap=$(grep -oE '[0-9]+M\([0-9]+M\)' "$work/gc" | sort -n | tail -n 1 | cut -d M -f 1)
  echo "bare JVM $(show "$work/bare"), bytes $(show "$work/bytes"), tokens $(show "$work/tokens"), netdx $(show "$work/netdx")"
  echo "netdx to tokens $(ratio "$work/netdx" "$work/tokens"), to bytes $(ratio "$work/netdx" "$work/bytes"), to the bare JVM $(ratio "$work/netdx" "$work/bare");" \
    "heap ${heap:-0} MiB of ${HEAP:-1536m}, resident $(($(cat "$work/resident") / 1024)) MiB"
  [ ! -s "$work/report" ] || "$java" -cp "$path" io.netdx.bench.LargeVerdict "$work/report" "$snapshot/expected.txt"
  [ ! -s "$work/text" ] || echo "the report in text: $(wc -l < "$work/text") lines"
  [ -n "${KEEP:-}" ] || rm -rf "$snapshot"
done
