#!/usr/bin/env bash
# What the rules cost on one snapshot: their share of the whole (budget on a full-size cluster: a tenth), and the ten causes whose rules
# take longest.
#   src/bench/rules.sh [PODS|SNAPSHOT] [ROUNDS]     15000 and 3 where none is given; a cluster of so many pods is generated and deleted
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)
snapshot=${1:-15000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
java=java; javac=javac
[ -n "${JAVA_HOME:-}" ] && java=$JAVA_HOME/bin/java && javac=$JAVA_HOME/bin/javac
"$home/netdx" version > /dev/null
"$javac" -d "$work/classes" -cp "$home/target/dist/netdx.jar" "$home"/src/bench/java/io/netdx/bench/*.java
path=$work/classes:$home/target/dist/netdx.jar
if [[ $snapshot =~ ^[0-9]+$ ]]; then
  "$java" -Xmx256m -cp "$path" io.netdx.bench.LargeSnapshot "$home/src/bench/shapes" "$work/large" "pods=$snapshot" faults=some
  snapshot=$work/large
fi
"$java" -Xmx1536m -XX:+UseSerialGC -cp "$path" io.netdx.bench.RulesBenchmark "$snapshot" "${2:-3}"
