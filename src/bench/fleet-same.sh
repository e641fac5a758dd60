#!/usr/bin/env bash
# Whether an audit on Spark says what an audit in one process says: a mixed fleet is generated (fixed seed; folders, tar.gz, zip, a cut
# archive, an empty file, a text, a copy; into a temporary folder, deleted afterwards), audited both ways, and the reports compared byte by
# byte. Then once more in another number of processes, and the tables compared.
#   src/bench/fleet-same.sh [SNAPSHOTS [MASTER]]      500 and local[2] where none are given: 0.6 GB on disk, five minutes
set -euo pipefail
. "$(dirname "$0")/common.sh"
count=${1:-500}
"$home/netdx" simulate -o "$work/cases" --seed 31 --cases "$((count - 5))" --missing 10 --healthy 20 --double 10 > /dev/null
mkdir "$work/fleet"
i=0
for folder in "$work"/cases/*/; do
  name=$(basename "$folder")
  case $((i++ % 4)) in
    0) mv "$folder" "$work/fleet/$name" ;;
    1 | 2) tar -czf "$work/fleet/$name.tgz" -C "$work/cases" "$name" ;;
    3) (cd "$folder" && "${java%java}jar" -c -M -f "$work/fleet/$name.zip" .) ;;
  esac
done
some=$(find "$work/fleet" -name '*.tgz' | sort | sed -n 1p)
head -c 5000 "$some" > "$work/fleet/cut.tgz"
cp "$some" "$work/fleet/copy.tgz"
: > "$work/fleet/empty.tgz"
head -c 20000 /dev/urandom > "$work/fleet/noise.bin"
echo "not a snapshot" > "$work/fleet/words.txt"
cd "$work"
"$home/netdx" audit -q --folders each --fail-on never -o json=local.json -o csv=local.csv fleet || true
run() { "$home/netdx" audit -q --engine spark --master "$1" --results "$2" --run one --folders each --fail-on never -o json="$2.json" -o csv="$2.csv" fleet || true; }
run "${2:-local[2]}" first
run 'local[1]' second
for format in json csv; do
  for other in first second; do cmp "local.$format" "$other.$format" && echo "$other.$format is the local audit's: $(wc -l < "$other.$format") lines"; done
done
sql() { "$home/netdx" audit -q --engine spark --master 'local[2]' --results "$1" --query "$work/sql"; }
for table in inventory diagnoses coverage; do
  echo "select * from $table order by all" > "$work/sql"
  sql first > "first.$table"; sql second > "second.$table"
  cmp "first.$table" "second.$table" && echo "$table: the same $(($(wc -l < "first.$table") - 1)) rows in two runs"
done
