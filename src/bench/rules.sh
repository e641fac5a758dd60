#!/usr/bin/env bash
# What the rules cost on one snapshot: their share of the whole (budget on a full-size cluster: a tenth), and the ten causes whose rules
# take longest.
#   src/bench/rules.sh [PODS|SNAPSHOT] [ROUNDS]     15000 and 3 where none is given; a cluster of so many pods is generated and deleted
set -euo pipefail
. "$(dirname "$0")/common.sh"
snapshot=${1:-15000}
if [[ $snapshot =~ ^[0-9]+$ ]]; then
  generate "$work/large" "pods=$snapshot" faults=some
  snapshot=$work/large
fi
"$java" -Xmx1536m -XX:+UseSerialGC -cp "$path" io.netdx.bench.RulesBenchmark "$snapshot" "${2:-3}"
