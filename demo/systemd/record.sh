#!/usr/bin/env bash
# Records what a real systemd writes while its units succeed, fail and loop.
#
#   record.sh [-d] OUT
#
#   -d    units are named by their descriptions alone, as up to systemd 248
#   OUT   folder that receives the logs (made when missing, its old logs are replaced)
#
# Needs root and these Debian packages: systemd systemd-container rsyslog, and a kernel that lets
# systemd-nspawn boot. The machine that boots is a copy of this one's files in memory with units of
# its own; nothing of it is kept but the log.
#
# OUT afterwards: syslog.log, syslog.iso.log, syslog.5424.log: the same records in three forms; did.tsv
set -Eeu
trap 'echo "${BASH_SOURCE[0]##*/}:$LINENO: failed" >&2' ERR

here=$(cd "$(dirname "$0")" && pwd)
if [ "${1:-}" != --inside ]; then
  names=combined
  [ "${1:-}" != -d ] || { names=description; shift; }
  [ $# = 1 ] || { echo "usage: record.sh [-d] OUT" >&2; exit 2; }
  out=$(mkdir -p "$1" && cd "$1" && pwd)
  rm -f "$out"/syslog.log "$out"/syslog.*.log "$out/did.tsv"
  exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin TZ=UTC \
    unshare --mount --uts --pid --fork --kill-child --mount-proc \
    bash "$here/record.sh" --inside "$out" "$names"
fi
out=$2

# The files of the machine: those of this one, and what is changed in memory.
mount -t tmpfs tmpfs /mnt
mkdir /mnt/changed /mnt/work /mnt/machine /mnt/out
mount --bind "$out" /mnt/out
mount -t overlay overlay -o lowerdir=/,upperdir=/mnt/changed,workdir=/mnt/work /mnt/machine
machine=/mnt/machine
units=$machine/etc/systemd/system
rm -rf "$units" "$machine/var/log/journal"
mkdir -p "$units/multi-user.target.wants"
: > "$machine/etc/fstab"
echo web1 > "$machine/etc/hostname"
for unit in "$machine"/lib/systemd/system/*.timer; do ln -s /dev/null "$units/${unit##*/}"; done
for unit in console-getty getty@tty1 networking systemd-networkd systemd-resolved e2scrub_reap \
  systemd-journal-flush; do
  ln -s /dev/null "$units/$unit.service"
done

# unit NAME LINE...: each line one of [Service], or of the section that stands in front of it.
unit() {
  local name=$1
  shift
  printf '%s\n' "$@" > "$units/$name"
}

. "$here/units.sh"

cat > "$machine/etc/rsyslog.conf" <<'R'
module(load="imuxsock" SysSock.RateLimit.Interval="0")
*.* action(type="omfile" file="/srv/syslog.log" template="RSYSLOG_TraditionalFileFormat")
*.* action(type="omfile" file="/srv/syslog.iso.log" template="RSYSLOG_FileFormat")
*.* action(type="omfile" file="/srv/syslog.5424.log" template="RSYSLOG_SyslogProtocol23Format")
R
mkdir -p "$machine/etc/systemd/system.conf.d"
printf '[Manager]\nStatusUnitFormat=%s\n' "$3" > "$machine/etc/systemd/system.conf.d/play.conf"
mkdir -p "$machine/etc/systemd/journald.conf.d"
printf '[Journal]\nForwardToSyslog=yes\nStorage=volatile\nRateLimitIntervalSec=0\n' \
  > "$machine/etc/systemd/journald.conf.d/play.conf"
ln -s /lib/systemd/system/rsyslog.service "$units/multi-user.target.wants/rsyslog.service"
ln -s /lib/systemd/system/rsyslog.service "$units/syslog.service"
ln -s ../play.service "$units/multi-user.target.wants/play.service"
ln -sf /lib/systemd/system/multi-user.target "$units/default.target"
install -m 755 "$here/play.sh" "$machine/usr/local/bin/play"
printf '# %s; %s\n' "$(systemd --version 2> /dev/null | head -1 || /lib/systemd/systemd --version | head -1)" \
  "$(rsyslogd -v | head -1 | cut -d' ' -f1,3)" > "$out/did.tsv"
timeout 240 systemd-nspawn -q -D "$machine" --boot --register=no --keep-unit --private-network \
  --hostname=web1 --console=pipe --bind=/mnt/out:/srv --link-journal=no \
  < /dev/null > /dev/null 2>&1 || true
echo "recorded $(wc -l < "$out/syslog.log") lines" >&2
