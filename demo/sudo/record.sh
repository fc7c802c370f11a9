#!/usr/bin/env bash
# Records what a real sudo writes when it is provoked into every outcome.
#
#   record.sh OUT
#
#   OUT   folder that receives the logs (made when missing, its old logs are replaced)
#
# Needs root and these Debian packages: sudo rsyslog iproute2 passwd bsdutils. See ../stage.sh.
#
# OUT afterwards: plain/ as sudo writes by default, without its process id; pid/ with the setting
# syslog_pid, as the journal of systemd has it always; status/ with log_exit_status beside. In each
# auth.log, auth.iso.log, auth.5424.log: the same records in three forms; and did.tsv
set -Eeu
trap 'echo "${BASH_SOURCE[0]##*/}:$LINENO: failed" >&2' ERR

here=$(cd "$(dirname "$0")" && pwd)
needs='sudo useradd chpasswd script'
# shellcheck source=../stage.sh
. "$here/../stage.sh"
inside "$here/record.sh" "$@"

user() {
  useradd -m -s /bin/bash "$1"
  echo "$1:$2" | chpasswd
}

users() {
  user alice correct-Horse7
  user bob battery-Staple3
  user carol tr0ub4dor-And3
  user dave sesame-Open11
  user erin blue-Lagoon5
  user maximilian not-So-Short9
  usermod --expiredate 2020-01-01 erin
  mkdir -p '/home/alice/my files ; USER=root ; COMMAND=none'
  chown -R alice: /home/alice
}

# rules SETTING...
rules() {
  {
    printf 'Defaults %s\n' passwd_tries=3 '!lecture' passprompt_override timestamp_timeout=0 "$@"
    echo 'root ALL=(ALL:ALL) ALL'
    echo 'alice ALL=(ALL:ALL) NOPASSWD: ALL'
    echo 'bob ALL=(root) /usr/bin/id, /usr/bin/true, sudoedit /etc/motd'
    echo 'dave other=(root) ALL'
    echo 'erin ALL=(root) ALL'
    echo 'maximilian ALL=(ALL) NOPASSWD: SETENV: ALL'
  } > /etc/sudoers
  chmod 440 /etc/sudoers
  rm -f /etc/sudoers.d/*
  echo 'Set disable_coredump false' > /etc/sudo.conf
}

# by KIND USER PASSWORDS FOLDER ARGUMENT...: sudo of a user without a terminal; passwords one by line.
by() {
  did "$1" "$2: sudo ${*:5}"
  (cd "$4" && printf '%b' "$3" | setpriv --reuid "$2" --regid "$2" --init-groups \
    env HOME="/home/$2" LOGNAME="$2" USER="$2" sudo -S -p '' "${@:5}") > /dev/null 2>&1 || true
}

# at_terminal KIND USER COMMAND: the same at a terminal.
at_terminal() {
  did "$1" "$2: $3"
  (cd "/home/$2" && setpriv --reuid "$2" --regid "$2" --init-groups \
    env HOME="/home/$2" LOGNAME="$2" USER="$2" script -qec "$3" /dev/null) < /dev/null > /dev/null 2>&1 || true
}

play() {
  by ran alice '' /home/alice id
  by ran-as-other alice '' /home/alice -u bob -g adm id
  at_terminal ran-at-terminal alice 'sudo id -u'
  by ran-long alice '' /home/alice sleep 2
  by ran-in-odd-folder alice '' '/home/alice/my files ; USER=root ; COMMAND=none' id
  by ran-odd-command alice '' /home/alice echo ' ; USER=bob ; COMMAND=/bin/sh'
  by ran-very-long alice '' /home/alice echo "$(printf 'word%.0s ' {1..400})"
  by ran-failing alice '' /home/alice false
  by killed alice '' /home/alice sh -c 'kill -KILL $$'
  by listed alice '' /home/alice -l
  by shell alice '' /home/alice -i true
  by with-environment maximilian '' /tmp GREETING='hello world' id
  by ran-with-password bob 'battery-Staple3\n' /home/bob id
  by wrong-then-right bob 'wrong\nbattery-Staple3\n' /home/bob id
  by wrong-thrice bob 'one\ntwo\nthree\n' /home/bob id
  by wrong-once bob 'one\n' /home/bob id
  by no-password bob '' /home/bob -n id
  by nothing-said bob '' /home/bob id
  by not-allowed bob 'battery-Staple3\n' /home/bob cat /etc/shadow
  by not-allowed-user bob 'battery-Staple3\n' /home/bob -u carol id
  by not-in-sudoers carol 'tr0ub4dor-And3\n' /home/carol id
  by not-in-sudoers carol 'tr0ub4dor-And3\n' /home/carol -l
  by other-host dave 'sesame-Open11\n' /home/dave id
  by account-expired erin 'blue-Lagoon5\n' /home/erin id
  by environment-refused bob 'battery-Staple3\n' /home/bob LD_PRELOAD=x id
  by command-not-found alice '' /home/alice no-such-command
  by edited alice '' /home/alice EDITOR=true -e /etc/motd
  for _ in 1 2 3 4 5; do by guessing carol 'guess\nagain\nonce more\n' /home/carol id; done
}

recordings=$out
users
for form in plain pid status; do
  out=$recordings/$form
  mkdir -p "$out"
  case $form in
    plain) rules ;;
    pid) rules syslog_pid ;;
    status) rules syslog_pid log_exit_status ;;
  esac
  notes "$(sudo -V | head -1); $(rsyslog_version)"
  logs auth 'auth,authpriv.*'
  play
  logs_end
  echo "$form: recorded $(wc -l < "$out/auth.log") lines, $(($(wc -l < "$out/did.tsv") - 1)) commands" >&2
done
