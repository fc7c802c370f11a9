#!/bin/bash
# Records what a real OpenSSH server writes when it is provoked into every outcome.
#
#   record.sh [-l LEVEL] [-m] [-q] [-r ROOT] OUT
#
#   -l LEVEL   LogLevel of the servers (default INFO)
#   -m         rsyslog merges equal records ("message repeated n times: [...]")
#   -q         quick: no pauses between the scenes (about five minutes instead of seven)
#   -r ROOT    use the programs of another Debian release, a folder made with debootstrap
#   OUT        folder that receives the logs (made when missing, its old logs are replaced)
#
# Needs root and these Debian packages: openssh-server openssh-client rsyslog iproute2 cron sudo,
# and if they are there also curl and putty-tools (for clients that are not OpenSSH's).
#
# Everything runs in namespaces of its own: network (so that clients can have addresses of the
# documentation ranges), host name, processes, mounts (/etc, /home, /root, /run, /var and /dev are
# copies that vanish with it: no user, key or service of this machine is touched). The last
# process of the recording takes all others with it.
#
# OUT afterwards: the same records in four forms, and what was done:
#   auth.log       RFC 3164 as rsyslog writes files traditionally
#   auth.pri.log   RFC 3164 with priority, as rsyslog forwards
#   auth.iso.log   rsyslog's newer file form
#   auth.5424.log  RFC 5424
#   did.tsv        time, kind, user, address of every attempt; versions in the first line
set -Eeu
trap 'echo "${BASH_SOURCE[0]##*/}:$LINENO: failed" >&2' ERR

usage() { sed -n '2,10s/^# \{0,1\}//p' "$0"; exit "$1"; }

here=$(cd "$(dirname "$0")" && pwd)

if [ "${1:-}" != --inside ]; then
  level=INFO merge=off pace=1 root=
  while getopts hl:mqr: option; do
    case $option in
      l) level=$OPTARG ;;
      m) merge=on ;;
      q) pace=0 ;;
      r) root=$(cd "$OPTARG" && pwd) ;;
      h) usage 0 ;;
      *) usage 2 >&2 ;;
    esac
  done
  shift $((OPTIND - 1))
  [ $# = 1 ] || usage 2 >&2
  [ "$(id -u)" = 0 ] || { echo "record.sh: must be run by root" >&2; exit 1; }
  out=$(mkdir -p "$1" && cd "$1" && pwd)
  env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin TZ=UTC \
    LEVEL="$level" MERGE="$merge" PACE="$pace" ROOT="$root" \
    unshare --net --uts --mount --pid --fork --kill-child --mount-proc \
    bash "$here/record.sh" --inside "$out" &
  space=$!
  # unshare ignores these signals itself; its end is the end of all that runs inside.
  trap 'kill -KILL "$space"; exit 130' INT TERM
  wait "$space"
  exit
fi

# From here on: first process of the new namespaces.
out=$2
if [ -n "$ROOT" ]; then
  mount --rbind "$ROOT" "$ROOT"
  mkdir -p "$ROOT/mnt" "$ROOT/srv"
  mount --bind "$here" "$ROOT/mnt"
  mount --bind "$out" "$ROOT/srv"
  mount -t proc proc "$ROOT/proc"
  exec env ROOT= chroot "$ROOT" /bin/bash /mnt/record.sh --inside /srv
fi

# shellcheck source=stage.sh
. "$here/stage.sh"
# shellcheck source=scenes.sh
. "$here/scenes.sh"

stage
play
settle 2
echo "recorded $(wc -l < "$out/auth.log") lines, $(($(wc -l < "$out/did.tsv") - 1)) attempts" >&2
