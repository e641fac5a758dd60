#!/usr/bin/env bash
# Cold start of diagnose against the bare JVM, medians of one run, alternating. Argument: a snapshot; optional: number of rounds.
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)
snapshot=${1:-$home/facts/cases/service/selector-mismatch/positive-typo.yaml}
rounds=${2:-15}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/Hello.java" <<'J'
public class Hello { public static void main(String[] a) { System.out.println("hello"); } }
J
java=java; javac=javac
[ -n "${JAVA_HOME:-}" ] && java=$JAVA_HOME/bin/java && javac=$JAVA_HOME/bin/javac
"$javac" -d "$work" "$work/Hello.java"
"$home/netdx" diagnose --fail-on never -f "$snapshot" > /dev/null
now() { date +%s%N; }
for ((i = 0; i < rounds; i++)); do
  a=$(now); "$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -cp "$work" Hello > /dev/null
  b=$(now); "$home/netdx" diagnose --fail-on never -q -f "$snapshot" > /dev/null
  c=$(now)
  echo $(((b - a) / 1000)) >> "$work/bare"; echo $(((c - b) / 1000)) >> "$work/netdx"
done
median() { sort -n "$1" | sed -n "$((rounds / 2 + 1))p"; }
bare=$(median "$work/bare"); full=$(median "$work/netdx")
compiler=$(NETDX_OPTS="-Xlog:class+load:file=$work/classes" "$home/netdx" diagnose --fail-on never -q -f "$snapshot" > /dev/null; grep -c -E 'org\.(drools\.drl\.parser|antlr|eclipse\.jdt|mvel)|com\.github\.javaparser' "$work/classes" || true)
"$java" -version 2>&1 | head -n 1
echo "bare JVM $((bare / 1000)) ms, netdx diagnose $((full / 1000)) ms, ratio $((full * 10 / bare / 10)).$((full * 10 / bare % 10)), medians of $rounds; classes of a rule compiler loaded: $compiler"
