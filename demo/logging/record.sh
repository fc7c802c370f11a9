#!/usr/bin/env bash
# Records what real libraries of logging write, in the layouts that are usual for each.
#
#   record.sh OUT
#
#   OUT   folder that receives the logs (made when missing, its old logs are replaced)
#
# Needs a JDK of 21 or newer on the path (or JAVA_HOME), Maven, which fetches the libraries of Java from
# Maven Central, and these Debian packages: python3 golang-go golang-k8s-klog-dev.
#
# OUT afterwards: LIBRARY-LAYOUT.log, and LIBRARY.tsv: what the program logged, as it says itself: just before and
# just after a record, its level, logger, thread, what stands beside it, its text, and what must stand behind that.
set -Eeu
trap 'echo "${BASH_SOURCE[0]##*/}:$LINENO: failed" >&2' ERR

here=$(cd "$(dirname "$0")" && pwd)
[ $# = 1 ] || { echo "usage: record.sh OUT" >&2; exit 2; }
[ -z "${JAVA_HOME:-}" ] || PATH=$JAVA_HOME/bin:$PATH
for program in javac java mvn python3 go; do
  command -v "$program" > /dev/null || { echo "record.sh: needs $program" >&2; exit 1; }
done
out=$(mkdir -p "$1" && cd "$1" && pwd)
rm -f "$out"/{logback,log4j,jul,python,klog}{,-*}.{log,tsv}

# Its name is in what is recorded.
work=/tmp/shop
mkdir "$work"
trap 'rm -rf "$work"' EXIT
export TZ=Europe/Berlin LC_ALL=C.UTF-8

mvn -B -q -f "$here/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/lib" >&2
javac -proc:none -d "$work/classes" -cp "$work/lib/*" "$here"/*.java
for program in Logback Log4j Jul; do
  java -cp "$work/classes:$work/lib/*" "$program" "$out"
done

cp "$here/shop.py" "$work"
python3 "$work/shop.py" "$out"

# Debian's package lies where its import path would have it without the version.
mkdir -p "$work/go/src/k8s.io/klog"
ln -s /usr/share/gocode/src/k8s.io/klog "$work/go/src/k8s.io/klog/v2"
cp "$here/shop.go" "$work"
(cd "$work" && GO111MODULE=off GOPATH=$work/go:/usr/share/gocode GOCACHE=$work/cache go build -o shop shop.go)
"$work/shop" "$out"
cat "$out"/*.log | wc -l | xargs echo 'recorded lines:' >&2
