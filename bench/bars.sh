#!/usr/bin/env bash
# Runs the programs of the benchmarks against the packaged program: bench/bars.sh quick|long|NAME... SHARED WORK
#
#   quick   what takes seconds: is right, still
#   long    what takes minutes: the bars of README.md
#   NAME    some of them
#   SHARED  the folder that holds bench/ (generator, scorer, yardstick) and corpus/
#   WORK    takes inputs and outputs; kept, 6 GB
#
# Ends with 1 when one of them fails or a bar is missed. Build first: mvn -pl bench -am package
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# All programs: when they are run, their name, the class and its arguments.
programs() {
  cat <<'LIST'
long   one-core  Bars SHARED WORK one-core
long   patterns  Bars SHARED WORK patterns
long   ten-modules Bars SHARED WORK ten-modules
long   json-lines Bars SHARED WORK json-lines
long   start     Bars SHARED WORK start
long   memory    Bars SHARED WORK memory
long   state     Bars SHARED WORK state
long   cores     Bars SHARED WORK cores
long   peers     Bars SHARED WORK peers
quick  sshd      SshdCorpus SHARED
quick  fail2ban  Fail2banSshd SHARED
quick  postfix   PostfixCorpus SHARED
quick  score-small ScoreSshd SHARED WORK --seeds 2 --records 100000
long   score     ScoreSshd SHARED WORK
long   invariance Invariance SHARED/bench WORK/invariance
quick  multiline Multiline SHARED
quick  syslog-vectors SyslogVectors SHARED
quick  trainticket TrainTicket SHARED
quick  orders    OrderWorkload --folder WORK --carts 10000
long   purchases OrderWorkload --folder WORK --carts 100000 --form rfc3164 --seed 2
LIST
}

usage() {
  sed -n '2,/^$/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
  exit 64
}

# The newest JDK there is; the launcher is told to take it too.
java_home() {
  local best='' most=20 release major
  for release in "${CORRELATOR_JAVA_HOME:-${JAVA_HOME:-/nonexistent}}/release" /usr/lib/jvm/*/release; do
    [ -x "${release%/release}/bin/javac" ] || continue
    major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$release")
    if [ "${major:-0}" -gt "$most" ]; then
      best=${release%/release} most=$major
    fi
  done
  printf '%s' "$best"
}

[ $# -ge 3 ] || usage
shared=$(cd "${*: -2:1}" && pwd) || usage
mkdir -p "${*: -1}" || exit 73
work=$(cd "${*: -1}" && pwd) || exit 73
chosen=" ${*:1:$#-2} "
jdk=$(java_home)
if [ -z "$jdk" ]; then
  echo "bars: needs a JDK of 21 or newer" >&2
  exit 78
fi
home=$root/app/target/correlator
classes="$root/bench/target/classes:$root/testkit/target/classes:$home/lib/*"
if ! [ -d "$root/bench/target/classes" ] || ! [ -d "$home/lib" ]; then
  echo "bars: build first: mvn -pl bench -am package" >&2
  exit 78
fi

for name in "${@:1:$#-2}"; do
  if [ "$name" != quick ] && [ "$name" != long ] \
    && ! programs | grep -qE "^[a-z]+ +$name "; then
    echo "bars: there is no '$name'" >&2
    usage
  fi
done

failed=''
while read -r when name class words; do
  case $chosen in
    *" $when "* | *" $name "*) ;;
    *) continue ;;
  esac
  arguments=()
  for word in $words; do
    case $word in
      SHARED*) arguments+=("$shared${word#SHARED}") ;;
      WORK*) arguments+=("$work${word#WORK}") ;;
      *) arguments+=("$word") ;;
    esac
  done
  if ! "$jdk/bin/java" "-Dcorrelator.home=$home" -cp "$classes" \
    "dev.correlator.bench.$class" "${arguments[@]}" </dev/null; then
    failed="$failed $name"
  fi
done < <(programs)

if [ -n "$failed" ]; then
  echo "bars: failed:$failed" >&2
  exit 1
fi
