#!/bin/bash
# Records what a real Postfix writes when its mails and clients meet every fate.
#
#   record.sh [-q] OUT
#
#   -q    quick: no pauses between the scenes
#   OUT   folder that receives the log (made when missing, its old one is replaced)
#
# Needs root and these Debian packages: postfix rsyslog iproute2 perl openssl sasl2-bin
# libsasl2-modules libsasl2-modules-db.
#
# Everything runs in namespaces of its own: network (so that clients can have addresses of the
# documentation ranges), host name, processes, mounts (/etc, /home, /root, /run, /var and /dev are
# copies that vanish with it: no mail, user or service of this machine is touched). The last process
# of the recording takes all others with it.
#
# OUT afterwards:
#   mail.log   what Postfix wrote, RFC 3164 as rsyslog writes files traditionally
#   did.tsv    what was done, and what has to come of it
set -Eeu
trap 'echo "${BASH_SOURCE[0]##*/}:$LINENO: failed" >&2' ERR

usage() { sed -n '2,11s/^# \{0,1\}//p' "$0"; exit "$1"; }

here=$(cd "$(dirname "$0")" && pwd)

if [ "${1:-}" != --inside ]; then
  pace=1
  while getopts hq option; do
    case $option in
      q) pace=0 ;;
      h) usage 0 ;;
      *) usage 2 >&2 ;;
    esac
  done
  shift $((OPTIND - 1))
  [ $# = 1 ] || usage 2 >&2
  [ "$(id -u)" = 0 ] || { echo "record.sh: must be run by root" >&2; exit 1; }
  out=$(mkdir -p "$1" && cd "$1" && pwd)
  env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin TZ=UTC PACE="$pace" \
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

# shellcheck source=stage.sh
. "$here/stage.sh"
# shellcheck source=scenes.sh
. "$here/scenes.sh"

rm -f "$out/mail.log" "$out/did.tsv"
stage
play
echo "recorded $(wc -l < "$out/mail.log") lines, $(($(wc -l < "$out/did.tsv") - 1)) deeds" >&2
