#!/usr/bin/env bash
# Many snapshots: generates a fleet (fixed seed, 20 nodes and 500 pods each, every fourth with faults; into a temporary folder, deleted
# afterwards) and audits the first hundred of it, then all, against floors of the same run: the bare JVM, reading the bytes, taking the JSON
# apart with a plain streaming parser on one core.
#   src/bench/audit.sh [SNAPSHOTS]          1000 where none is given: 1.2 GB on disk
#   PARALLEL=N (1: figures are for one core)  HEAP=1g  KEEP=FOLDER (the fleet is made there and kept)
# Every time is wall / processor seconds. Heap: the largest that was left after a collection; the run must do with HEAP.
set -euo pipefail
. "$(dirname "$0")/common.sh"
all=${1:-1000}
first=$((all > 100 ? 100 : all))
fleet=${KEEP:-$work}/fleet-$all
[ -d "$fleet" ] || "$java" -Xmx256m -cp "$path" io.netdx.bench.AuditFleet "$home/src/bench/shapes" "$fleet" "$all"
# audit COUNT: the first so many; times into $work/audit-COUNT
audit() {
  find "$fleet" -mindepth 1 -maxdepth 1 | sort | head -n "$1" > "$work/list"
  timed "$work/audit-$1" env NETDX_OPTS="-Xmx${HEAP:-1g} -Xlog:gc:file=$work/gc ${NETDX_OPTS:-}" "$home/netdx" audit -q --fail-on never \
    --parallel "${PARALLEL:-1}" --list "$work/list" -o json="$work/report" -o text="$work/text"
  cat "$work/err"
  echo "$1 snapshots: $(show "$work/audit-$1"), $(sed -n 3p "$work/text" | cut -d ';' -f 1), largest heap left $(heap) MiB of ${HEAP:-1g}"
}
# the floors read as much as the audit of the first ones
mkdir "$work/part"
find "$fleet" -mindepth 1 -maxdepth 1 | sort | head -n "$first" | while read -r folder; do cp -al "$folder" "$work/part/" 2> /dev/null || cp -r "$folder" "$work/part/"; done
timed "$work/bare" "$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -version
timed "$work/bytes" floor bytes "$work/part"
timed "$work/tokens" floor tokens "$work/part"
echo "floors for $first: bare JVM $(show "$work/bare"), bytes $(show "$work/bytes"), tokens $(show "$work/tokens")"
audit "$first"
echo "netdx to tokens $(ratio "$work/audit-$first" "$work/tokens"), to bytes $(ratio "$work/audit-$first" "$work/bytes")"
if [ "$all" -gt "$first" ]; then
  audit "$all"
  awk -v few="$first" -v all="$all" -v cores="${PARALLEL:-1}" 'NR == FNR { w = $1; c = $2 + $3; next }
    { printf "after start: %.1f snapshots a second and core by the wall, %.1f by processor time; %d times as many took %.2f / %.2f times as long\n",
        (all - few) / ($1 - w) / cores, (all - few) / ($2 + $3 - c), all / few, $1 / w, ($2 + $3) / c }' "$work/audit-$first" "$work/audit-$all"
fi
