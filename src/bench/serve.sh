#!/usr/bin/env bash
# How soon netdx serve answers: generates a snapshot (fixed seed, into a temporary folder, deleted afterwards), starts serve on it, and
# takes the time until the kubeconfig's path is printed, and until a first page of pods has come; then that of all pods, gzipped.
# Medians, and the bare JVM's start for comparison. Needs curl.
#   src/bench/serve.sh [PODS [ROUNDS]]      4400 pods, about 50 MB, where none is given
set -euo pipefail
. "$(dirname "$0")/common.sh"
pods=${1:-4400}; rounds=${2:-5}
now() { date +%s%N; }
median() { sort -n "$work/$1" | sed -n "$((rounds / 2 + 1))p"; }
"$java" -Xmx256m -cp "$path" io.netdx.bench.LargeSnapshot "$home/src/bench/shapes" "$work/snapshot" "pods=$pods"
for ((i = 0; i < rounds; i++)); do
  a=$(now); "$java" -version 2> /dev/null
  b=$(now); mkfifo "$work/out"; "$home/netdx" serve -q -f "$work/snapshot" --plain-http > "$work/out" & pid=$!
  read -r kubeconfig < "$work/out"
  c=$(now); server=$(awk '$1 == "server:" { print $2 }' "$kubeconfig")
  curl -sf "$server/api/v1/pods?limit=500" > /dev/null
  d=$(now); curl -sf --compressed "$server/api/v1/pods" > "$work/pods"
  e=$(now); kill "$pid"; wait "$pid" 2> /dev/null || true; rm "$work/out"
  echo $(((b - a) / 1000000)) >> "$work/bare"; echo $(((c - b) / 1000000)) >> "$work/path"
  echo $(((d - b) / 1000000)) >> "$work/page"; echo $(((e - d) / 1000000)) >> "$work/all"
done
echo "snapshot $(du -sm "$work/snapshot" | cut -f 1) MB: bare JVM $(median bare) ms, kubeconfig after $(median path) ms, first page after $(median page) ms," \
  "all pods ($(($(wc -c < "$work/pods") >> 20)) MB) in $(median all) ms; medians of $rounds"
