#!/usr/bin/env bash
# A running cluster: serves a generated snapshot (fixed seed), and diagnoses it through the API, against curl --compressed of the same lists,
# each in one request, one after the other.
#   src/bench/live.sh [PODS]                20000 where none is given
#   FAULTS=none|some|all  HEAP=400m  KEEP=FOLDER (the snapshot is made there and kept)
#   CLUSTER=KUBECONFIG (a running cluster, entered with a token, instead of a snapshot that is served)
# Every time is wall / processor seconds of the client. Heap: the largest that was left after a collection; the run must do with HEAP.
set -euo pipefail
. "$(dirname "$0")/common.sh"
HEAP=${HEAP:-400m}
pods=${1:-20000}
if [ -n "${CLUSTER:-}" ]; then
  snapshot=$work
  cp "$CLUSTER" "$work/kubeconfig"
else
  snapshot=${KEEP:-$work}/large-$pods-${FAULTS:-some}
  [ -d "$snapshot" ] || generate "$snapshot" "pods=$pods" "faults=${FAULTS:-some}"
  echo "$(du -sm "$snapshot" | cut -f 1) MB, $(find "$snapshot" -type f | wc -l) files"
  "$home/netdx" serve -q --plain-http -f "$snapshot" --kubeconfig-out "$work/kubeconfig" > "$work/served" &
  server=$!
  trap 'kill $server; rm -rf "$work"' EXIT
  until [ -s "$work/served" ]; do kill -0 $server; sleep 0.2; done
fi
url=$(grep -oE 'https?://[^ }"]+' "$work/kubeconfig" | head -n 1)
token=$(grep -oE 'token: *"?[^ }"]+' "$work/kubeconfig" | head -n 1 | sed 's/token: *"*//' || true)
# what a run asks for: each list of a collection says its version
"$home/netdx" collect -q --logs none --kubeconfig "$work/kubeconfig" -o "$work/lists.tgz" > /dev/null
mkdir "$work/lists"
tar -xzf "$work/lists.tgz" -C "$work/lists"
for list in "$work"/lists/resources/*.json; do
  api=$(head -n 1 "$list" | grep -oE '"apiVersion":"[^"]+"' | cut -d '"' -f 4)
  name=$(basename "$list" .json)
  case $api in */*) root=apis ;; *) root=api ;; esac
  printf 'url = "%s/%s/%s/%s"\noutput = /dev/null\n' "$url" "$root" "$api" "${name%%.*}"
done > "$work/urls"
rm -rf "$work/lists" "$work/lists.tgz"
live() {
  NETDX_OPTS="-Xmx$HEAP -Xlog:gc:file=$work/gc ${NETDX_OPTS:-}" "$home/netdx" diagnose -q --fail-on never --logs none --kubeconfig "$work/kubeconfig" \
    -o json="$work/report" &
  local pid=$!
  resident $pid &
  local watch=$!
  wait $pid || echo "diagnose failed with status $?" >&2
  wait $watch
}
timed "$work/curl" curl -sSk --compressed ${token:+-H "Authorization: Bearer $token"} --config "$work/urls"
cat "$work/err"
timed "$work/live" live
cat "$work/err"
echo "$(grep -c '^url' "$work/urls") lists: curl $(show "$work/curl"), netdx $(show "$work/live")"
echo "netdx to curl $(ratio "$work/live" "$work/curl"); $(memory)"
[ -n "${CLUSTER:-}" ] || verdict "$snapshot/expected.txt"
