#!/usr/bin/env bash
# Growth: one generated cluster (fixed seed, temporary folders, deleted as it goes), diagnosed with a tenth and with all of the policies,
# events and log lines. Ten times as many may cost eleven times the time and heap. What all three share is measured too, for it hides
# growth: "less what they share" is the stricter figure. Then everything broken against all healthy, which may cost three times as much.
#   src/bench/growth.sh [PODS [WHAT…]]      15000, and policies events logs broken, where none are given; up to 150000
#   HEAP=1536m
# Times are processor seconds. Heap: the largest that was left after a collection.
set -euo pipefail
. "$(dirname "$0")/common.sh"
pods=${1:-15000}
shift $(($# > 0))
[ $# -gt 0 ] || set -- policies events logs broken
# run NAME LABEL=VALUE…: processor seconds and heap into $work/NAME
run() {
  local name=$1; shift
  generate "$work/snapshot" "pods=$pods" "$@" > /dev/null
  timed "$work/times" diagnose "$work/snapshot"
  cat "$work/err"
  echo "$(awk '{ print $2 + $3 }' "$work/times") $(heap)" > "$work/$name"
  rm -rf "$work/snapshot"
}
# grown WHAT
grown() {
  awk -v what="$1" 'FNR == 1 { n++; c[n] = $1; h[n] = $2 } END {
    printf "%s: %.2f to %.2f s, %.1f times", what, c[1], c[2], c[2] / c[1]
    if (n > 2 && c[1] - c[3] > 0.2) printf " (less what they share, %.2f s: %.1f times)", c[3], (c[2] - c[3]) / (c[1] - c[3])
    printf "; heap %d to %d MiB, %.1f times\n", h[1], h[2], h[2] / (h[1] > 0 ? h[1] : 1) }' "$work/small" "$work/large" ${2:+"$work/$2"}
}
for what in "$@"; do
  if [ "$what" = broken ]; then
    run small faults=none
    run large faults=all
    grown "healthy to everything broken"
    echo "its report in text: $(wc -l < "$work/text") lines"
    continue
  fi
  case $what in policies) few=1000 ;; events) few=5000 ;; logs) few=100 ;; *) echo "what is $what?" >&2; exit 2 ;; esac
  [ -f "$work/none" ] || run none faults=none policies=0 events=0
  run small faults=none policies=0 events=0 "$what=$few"
  run large faults=none policies=0 events=0 "$what=${few}0"
  grown "$what $few to ${few}0" none
done
