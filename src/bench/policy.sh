#!/usr/bin/env bash
# The policy engine on generated clusters (fixed seed): classes, isolation and DNS of all pods, 150,000 expected edges. Each size runs in
# a heap of its facts and 512 MiB more. Budget: 150,000 pods and 10,000 policies in 5 s; ten times the policies in 3 times that; from
# 15,000 to 150,000 pods at most 12 times.
set -euo pipefail
. "$(dirname "$0")/common.sh"
rounds=${1:-3}
for size in "15000 150 1000" "150000 1500 10000" "150000 1500 100000"; do
  # shellcheck disable=SC2086
  facts=$("$java" -Xmx4g -XX:+UseSerialGC -cp "$path" io.netdx.bench.PolicyBenchmark facts $size)
  for ((i = 0; i < rounds; i++)); do
    # shellcheck disable=SC2086
    echo "$("$java" -Xmx$((facts + 512))m -XX:+UseParallelGC -XX:ActiveProcessorCount=2 -cp "$path" \
      io.netdx.bench.PolicyBenchmark run $size) (heap: $facts MiB of facts + 512)"
  done
done
