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
