# shellcheck shell=bash disable=SC2154
# What recordings of real programs share: a machine of their own, its logger, and notes of what is
# done. Read by the record.sh of a program, which sets `here` and `needs`, and calls `inside`.
#
# Everything runs in name spaces of its own: network, host name, processes, mounts. /etc, /home,
# the home of root and /var are copies that vanish with it, /run and /dev are made anew: no user,
# key or service of this machine is touched. The last process of the recording takes all others
# with it.

run=/run/record

# inside SCRIPT "$@": outside of the name spaces, enters them with the same script and does not
# come back; inside, sets `out`, makes the machine and comes back.
inside() {
  local script=$1 program space
  shift
  if [ "${1:-}" != --inside ]; then
    [ $# = 1 ] || { echo "usage: ${script##*/} OUT" >&2; exit 2; }
    [ "$(id -u)" = 0 ] || { echo "${script##*/}: must be run by root" >&2; exit 1; }
    for program in $needs unshare ip rsyslogd logger; do
      command -v "$program" > /dev/null || { echo "${script##*/}: needs $program" >&2; exit 1; }
    done
    out=$(mkdir -p "$1" && cd "$1" && pwd)
    env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin TZ=UTC LANG=C.UTF-8 \
      unshare --net --uts --mount --pid --fork --kill-child --mount-proc \
      bash "$script" --inside "$out" &
    space=$!
    # unshare ignores these signals itself; its end is the end of all that runs inside.
    trap 'kill -KILL "$space"; exit 130' INT TERM
    wait "$space"
    exit
  fi
  out=$2
  own_mounts
  hostname web1
  ip link set lo up
  # A machine that has been up for a while does not begin with process 1.
  echo 4100 > /proc/sys/kernel/ns_last_pid
}

own_mounts() {
  local dir
  mount -t tmpfs tmpfs /run
  mkdir -p "$run/layers" /run/lock
  for dir in etc home root var; do
    mkdir "$run/layers/$dir" "$run/layers/$dir.work"
    mount -t overlay overlay \
      -o "lowerdir=/$dir,upperdir=$run/layers/$dir,workdir=$run/layers/$dir.work" "/$dir"
  done
  mkdir "$run/dev"
  mount -t tmpfs tmpfs "$run/dev"
  mkdir "$run/dev/pts" "$run/dev/shm"
  mknod -m 666 "$run/dev/null" c 1 3
  mknod -m 666 "$run/dev/zero" c 1 5
  mknod -m 666 "$run/dev/random" c 1 8
  mknod -m 666 "$run/dev/urandom" c 1 9
  mknod -m 666 "$run/dev/tty" c 5 0
  mount -t devpts -o newinstance,ptmxmode=666,mode=620,gid=5 devpts "$run/dev/pts"
  ln -s pts/ptmx "$run/dev/ptmx"
  ln -s /proc/self/fd "$run/dev/fd"
  mount --move "$run/dev" /dev
  echo web1 > /etc/hostname
  printf '127.0.0.1 localhost\n127.0.1.1 web1.example.org web1\n' > /etc/hosts
  cd / || exit
}

# logs NAME SELECTOR: a real rsyslog writes what fits the selector in three forms.
logs() {
  rm -f "$out/$1".log "$out/$1".*.log
  cat > "$run/rsyslog.conf" <<R
module(load="imuxsock" SysSock.Name="/dev/log" SysSock.RateLimit.Interval="0")
$2 action(type="omfile" file="$out/$1.log" template="RSYSLOG_TraditionalFileFormat")
$2 action(type="omfile" file="$out/$1.iso.log" template="RSYSLOG_FileFormat")
$2 action(type="omfile" file="$out/$1.5424.log" template="RSYSLOG_SyslogProtocol23Format")
R
  rm -f /dev/log
  rsyslogd -n -f "$run/rsyslog.conf" -i "$run/rsyslog.pid" 2> "$run/rsyslog.err" &
  logger_pid=$!
  await test -S /dev/log
}

# logs_end: what was logged is written, and no more is.
logs_end() {
  sleep 0.5
  kill "$logger_pid"
  wait "$logger_pid" || true
}

# as_service NAME COMMAND...: runs it as systemd would: each line of its output is a record of its
# process.
as_service() {
  local name=$1 pid output=$run/output.$1.$BASHPID
  shift
  mkfifo "$output" 2> /dev/null || true
  "$@" > "$output" 2>&1 < /dev/null &
  pid=$!
  logger --socket /dev/log -t "$name" --id="$pid" -p daemon.info < "$output"
  wait "$pid" || true
}

# await COMMAND...: until it succeeds, half a minute at most.
await() {
  local tries=300
  until "$@" > /dev/null 2>&1; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || { echo "in vain: $*" >&2; exit 1; }
    sleep 0.1
  done
}

# notes TEXT: the first line of what was done: the versions.
notes() { printf '# %s\n' "$1" > "$out/did.tsv"; }

# did KIND DETAIL: notes what is done, before it is.
did() { printf '%s\t%s\t%s\n' "$(date -u +%H:%M:%S)" "$1" "${2:-}" >> "$out/did.tsv"; }

rsyslog_version() { rsyslogd -v | head -1 | cut -d' ' -f1,3; }
