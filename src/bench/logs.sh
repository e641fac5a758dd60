#!/usr/bin/env bash
# Container logs: generates a snapshot with so many GB of them (fixed seed, into a temporary folder, deleted afterwards) and diagnoses it as
# a folder and as a tar.gz, against floors of the same run: reading the bytes, and decompressing them.
#   src/bench/logs.sh [GB]                  1 where none is given
#   HEAP=256m
# Every time is wall / processor seconds. Per core: bytes of logs by processor seconds, less those of the same snapshot without logs.
set -euo pipefail
. "$(dirname "$0")/common.sh"
HEAP=${HEAP:-256m}
mkdir "$work/logs"
generate "$work/logs/cluster" pods=1500 faults=some logs=$((${1:-1} * 1000))
size=$(du -sb "$work/logs/cluster/logs" | cut -f 1)
mkdir "$work/bare"
cp -r "$work/logs/cluster/resources" "$work/logs/cluster/version.json" "$work/bare"
timed "$work/without" diagnose "$work/bare"
# measure SNAPSHOT WORD
measure() {
  timed "$work/bytes" floor bytes "$1"
  timed "$work/netdx" diagnose "$1"
  cat "$work/err"
  echo "$2: bytes $(show "$work/bytes"), netdx $(show "$work/netdx"), without logs $(show "$work/without"); netdx to bytes $(ratio "$work/netdx" "$work/bytes")"
  awk -v size="$size" 'FNR == 1 { n++; w[n] = $1; c[n] = $2 + $3 } END {
    printf "%d MB of logs: %.0f MB/s, %.0f MB/s per core, %.0f less the time of the floor\n", size / 1e6, size / 1e6 / (w[1] - w[2]), size / 1e6 / (c[1] - c[2]), size / 1e6 / (c[1] - c[2] - c[3]) }' \
    "$work/netdx" "$work/without" "$work/bytes"
  memory
  verdict "$work/expected.txt"
}
cp "$work/logs/cluster/expected.txt" "$work"
measure "$work/logs/cluster" "folder"
tar -C "$work/logs" -c cluster | gzip -1 > "$work/cluster.tar.gz"
rm -rf "$work/logs"
measure "$work/cluster.tar.gz" "tar.gz"
