#!/usr/bin/env bash
# Growth: one generated cluster (fixed seed, temporary folders, deleted as it goes), diagnosed with a tenth and with all of the policies,
# events and log lines. Ten times as many may cost eleven times the time and heap. What all three share is measured too, for it hides
# growth: "less what they share" is the stricter figure. Then everything broken against all healthy, which may cost three times as much.
#   src/bench/growth.sh [PODS]              15000 where none is given; up to 150000
#   HEAP=1536m
# Times are processor seconds. Heap: the largest that was left after a collection.
set -euo pipefail
. "$(dirname "$0")/common.sh"
pods=${1:-15000}
# run NAME LABEL=VALUE…: processor seconds and heap into $work/NAME
run() {
  local name=$1; shift
  generate "$work/snapshot" "pods=$pods" "$@" > /dev/null
  timed "$work/times" diagnose "$work/snapshot"
  cat "$work/err"
  echo "$(awk '{ print $2 + $3 }' "$work/times") $(heap)" > "$work/$name"
  rm -rf "$work/snapshot"
}
# grown WHAT SMALL LARGE
grown() {
  awk -v what="$1" 'FNR == 1 { n++; c[n] = $1; h[n] = $2 } END {
    printf "%s: %.2f to %.2f s, %.1f times", what, c[2], c[3], c[3] / c[2]
    if (c[2] - c[1] > 0.2) printf " (less what they share, %.2f s: %.1f times)", c[1], (c[3] - c[1]) / (c[2] - c[1])
    printf "; heap %d to %d MiB, %.1f times\n", h[2], h[3], h[3] / (h[2] > 0 ? h[2] : 1) }' "$work/none" "$work/$2" "$work/$3"
}
run none faults=none policies=0 events=0
for what in policies=1000 events=5000 logs=100; do
  run small faults=none policies=0 events=0 "$what"
  run large faults=none policies=0 events=0 "${what}0"
  grown "${what%=*} ${what#*=} to ${what#*=}0" small large
done
run healthy faults=none
run broken faults=all
grown "healthy to everything broken" healthy broken
echo "its report in text: $(wc -l < "$work/text") lines"
