# For the benchmarks of this folder, which source it: a folder $work that goes with the shell, the JVM, and $path with their classes
# beside netdx, which is built where it is not.
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
java=java; javac=javac
[ -n "${JAVA_HOME:-}" ] && java=$JAVA_HOME/bin/java && javac=$JAVA_HOME/bin/javac
"$home/netdx" version > /dev/null
"$javac" -d "$work/classes" -cp "$home/target/dist/netdx.jar" "$home"/src/bench/java/io/netdx/bench/*.java
path=$work/classes:$home/target/dist/netdx.jar

TIMEFORMAT='%R %U %S'
# timed FILE COMMAND…: runs it; its times into FILE
timed() { local to=$1; shift; { time "$@" > "$work/out" 2> "$work/err"; } 2> "$to" || true; }
# Wall and processor seconds of a file of times; of the first divided by those of the second.
show() { awk '{ printf "%.2f / %.2f s", $1, $2 + $3 }' "$1"; }
ratio() { awk 'NR == FNR { w = $1; c = $2 + $3; next } { printf "%.2f / %.2f", w / $1, c / ($2 + $3) }' "$1" "$2"; }
# The largest resident memory of process $1, while it runs.
resident() { local peak=0 now; while kill -0 "$1" 2> /dev/null; do now=$(awk '/VmHWM/ { print $2 }' "/proc/$1/status" 2> /dev/null || true); peak=${now:-$peak}; sleep 0.2; done; echo "$peak" > "$work/resident"; }
# diagnose SNAPSHOT: in a heap of $HEAP; the reports become $work/report and $work/text
diagnose() {
  rm -f "$work/report" "$work/text"
  NETDX_OPTS="-Xmx${HEAP:-1536m} -Xlog:gc:file=$work/gc ${NETDX_OPTS:-}" "$home/netdx" diagnose -q --fail-on never -f "$1" -o json="$work/report" -o text="$work/text" &
  local pid=$!
  resident $pid &
  local watch=$!
  wait $pid || echo "diagnose failed with status $?" >&2
  wait $watch
}
# MiB of the largest heap that a collection left in the last diagnosis; 0 where there was none.
heap() { local most; most=$(grep -oE '[0-9]+M\([0-9]+M\)' "$work/gc" | sort -n | tail -n 1 | cut -d M -f 1); echo "${most:-0}"; }
memory() { echo "heap $(heap) MiB of ${HEAP:-1536m}, resident $(($(cat "$work/resident") / 1024)) MiB"; }
# generate FOLDER NAME=VALUE…: a snapshot, with what it holds on standard output
generate() { local to=$1; shift; "$java" -Xmx256m -cp "$path" io.netdx.bench.LargeSnapshot "$home/src/bench/shapes" "$to" "$@"; }
# floor bytes|tokens FOLDER|FILE
floor() { "$java" -XX:+UseSerialGC -cp "$path" io.netdx.bench.LargeFloors "$@"; }
# verdict EXPECTED: what the last report found of it, and how long it is
verdict() {
  [ ! -s "$work/report" ] || "$java" -cp "$path" io.netdx.bench.LargeVerdict "$work/report" "$1"
  [ ! -s "$work/text" ] || echo "the report in text: $(wc -l < "$work/text") lines"
}
