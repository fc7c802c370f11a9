# shellcheck shell=bash disable=SC2154
# The stage of the recording: machine, users, logger, servers, and the ways to knock at them.
# Read by record.sh, inside its namespaces.

server=192.0.2.10
server6=2001:db8::10
run=/run/record

# Address of a client: made known to the loopback device at its first use.
from() {
  ip addr replace "$1/$([[ $1 == *:* ]] && echo 128 || echo 32)" dev lo nodad 2>/dev/null ||
    ip addr replace "$1/32" dev lo
}

settle() { sleep "${1:-0.4}"; }

# A pause that only matters for how the recording looks.
pause() { if [ "$PACE" != 0 ]; then sleep "$1"; else sleep 0.2; fi; }

# did KIND USER ADDRESS: notes an attempt before it is made.
did() { printf '%s\t%s\t%q\t%s\n' "$(date -u +%H:%M:%S)" "$1" "$2" "$3" >> "$out/did.tsv"; }

own_mounts() {
  local dir layer=/mnt
  mount -t tmpfs tmpfs /run
  mkdir -p "$run" /run/sshd /run/lock
  mkdir "$run/layers" && layer=$run/layers
  for dir in etc home root var; do
    mkdir "$layer/$dir" "$layer/$dir.work"
    mount -t overlay overlay -o "lowerdir=/$dir,upperdir=$layer/$dir,workdir=$layer/$dir.work" "/$dir"
  done
  mkdir "$run/dev"
  mount -t tmpfs tmpfs "$run/dev"
  mkdir "$run/dev/pts" "$run/dev/shm"
  mknod -m 666 "$run/dev/null" c 1 3
  mknod -m 666 "$run/dev/zero" c 1 5
  mknod -m 666 "$run/dev/full" c 1 7
  mknod -m 666 "$run/dev/random" c 1 8
  mknod -m 666 "$run/dev/urandom" c 1 9
  mknod -m 666 "$run/dev/tty" c 5 0
  mount -t devpts -o newinstance,ptmxmode=666,mode=620,gid=5 devpts "$run/dev/pts"
  ln -s pts/ptmx "$run/dev/ptmx"
  ln -s /proc/self/fd "$run/dev/fd"
  mount --move "$run/dev" /dev
  # The host's own jobs, log-in messages and access lists are not part of the play.
  rm -rf /etc/cron.d /etc/cron.hourly /etc/cron.daily /etc/cron.weekly /etc/cron.monthly
  rm -f /etc/hosts.allow /etc/hosts.deny /etc/motd /etc/nologin /var/spool/cron/crontabs/*
  mkdir /etc/cron.d
  echo 'web1' > /etc/hostname
  : > /etc/crontab
  printf '127.0.0.1 localhost\n%s web1\n' "$server" > /etc/hosts
  echo 'Set disable_coredump false' > /etc/sudo.conf
  touch /run/utmp
  cd /root || exit
}

machine() {
  hostname web1
  ip link set lo up
  from "$server"
  from "$server6"
  # A machine that has been up for a while does not begin with process 1.
  echo "${FIRST_PID:-4100}" > /proc/sys/kernel/ns_last_pid
}

logger_of_the_system() {
  cat > "$run/rsyslog.conf" <<R
\$RepeatedMsgReduction $MERGE
module(load="imuxsock" SysSock.Name="/dev/log" SysSock.RateLimit.Interval="0")
template(name="priority" type="string"
  string="<%PRI%>%TIMESTAMP% %HOSTNAME% %syslogtag:1:32%%msg:::sp-if-no-1st-sp%%msg%\n")
auth,authpriv.* action(type="omfile" file="$out/auth.log" template="RSYSLOG_TraditionalFileFormat")
auth,authpriv.* action(type="omfile" file="$out/auth.pri.log" template="priority")
auth,authpriv.* action(type="omfile" file="$out/auth.iso.log" template="RSYSLOG_FileFormat")
auth,authpriv.* action(type="omfile" file="$out/auth.5424.log" template="RSYSLOG_SyslogProtocol23Format")
R
  rsyslogd -n -f "$run/rsyslog.conf" -i "$run/rsyslog.pid" 2> "$run/rsyslog.err" &
  until [ -S /dev/log ]; do sleep 0.1; done
  cron
}

sshd_version() { ssh -V 2>&1 | cut -d, -f1; }

# user NAME PASSWORD [useradd option...]
user() {
  local name=$1 password=$2
  shift 2
  useradd -m -s /bin/bash "$@" "$name"
  echo "$name:$password" | chpasswd
}

# may_log_in USER KEY [prefix of the line in authorized_keys]
may_log_in() {
  local home
  home=$(getent passwd "$1" | cut -d: -f6)
  mkdir -p "$home/.ssh"
  echo "${3:+$3 }$(cat "$run/$2.pub")" >> "$home/.ssh/authorized_keys"
  chown -R "$1:" "$home/.ssh"
  chmod 700 "$home/.ssh"
}

users() {
  local type name
  for type in rsa ed25519 ecdsa; do ssh-keygen -q -t "$type" -N '' -C "$type" -f "$run/$type"; done
  for name in stranger office lost visitor late ca; do ssh-keygen -q -t ed25519 -N '' -C "$name" -f "$run/$name"; done
  ssh-keygen -q -s "$run/ca" -I visitor-card -z 17 -n alice -V -1d:+52w "$run/visitor.pub"
  ssh-keygen -q -s "$run/ca" -I late-card -z 18 -n alice -V -3d:-1d "$run/late.pub"
  ssh-keygen -q -k -f "$run/revoked" "$run/lost.pub"
  groupadd contractors
  user alice correct-Horse7 && for type in rsa ed25519 ecdsa; do may_log_in alice "$type"; done
  may_log_in alice lost
  user bob battery-Staple3 && may_log_in bob rsa
  user carol tr0ub4dor-And3 && may_log_in carol ed25519
  user deploy green-Field22 && may_log_in deploy ecdsa
  user dave sesame-Open11
  user erin blue-Lagoon5 && may_log_in erin office 'from="192.0.2.0/24"'
  user eve not-Welcome1
  user frank no-Shell99 && usermod -s /opt/shell/none frank 2> /dev/null
  user grace long-Gone44 && chage -E 2020-01-01 grace
  user heidi too-Old-66 && may_log_in heidi rsa && chage -d 0 heidi
  user ivan shut-Door77 && may_log_in ivan rsa && passwd -q -l ivan
  user judy half-Open88 && may_log_in judy rsa && chmod 777 /home/judy
  user mallory short-Term55 -G contractors
  user lena two-Steps99 && may_log_in lena ecdsa
  user kevin one-Too-Many5 && may_log_in kevin rsa
  echo 'kevin hard maxlogins 0' > /etc/security/limits.d/play.conf
  echo 'root:only-Console1' | chpasswd
  may_log_in root rsa
  printf '%s\n' 'alice ALL=(ALL) NOPASSWD: ALL' 'bob ALL=(root) /usr/bin/id' > /etc/sudoers.d/play
  chmod 440 /etc/sudoers.d/play
  cat > /etc/cron.d/play <<'C'
* * * * * root true
*/3 * * * * backup true
C
  cat > "$run/askpass" <<'A'
#!/bin/sh
answer=$(sed -n 1p "$ANSWERS")
sed -i 1d "$ANSWERS"
[ "$answer" = hesitate ] && sleep 15
echo "$answer"
A
  chmod 755 "$run/askpass"
}

# serve NAME PORT SETTINGS: starts a server with these settings and those that all have.
serve() {
  local name=$1 port=$2 settings=$3 type
  {
    printf 'Port %s\nListenAddress %s\nListenAddress %s\n' "$port" "$server" "$server6"
    for type in rsa ed25519; do printf 'HostKey %s/host_%s\n' "$run" "$type"; done
    printf 'LogLevel %s\nPidFile %s/%s.pid\nSubsystem sftp /usr/lib/openssh/sftp-server\n' \
      "$LEVEL" "$run" "$name"
    printf '%s\n' "$settings"
  } > "$run/$name.conf"
  sshd_knows PerSourcePenalties=no && ! grep -q PerSourcePenalties "$run/$name.conf" &&
    sed -i '1i PerSourcePenalties no' "$run/$name.conf"
  $(command -v sshd) -D -f "$run/$name.conf" 2> "$run/$name.err" &
  eval "${name}_pid=$!"
  until [ -s "$run/$name.pid" ]; do
    kill -0 "$!" || { cat "$run/$name.err" >&2; exit 1; }
    sleep 0.1
  done
}

sshd_knows() { sshd -t -h "$run/host_rsa" -f /dev/null -o "$1" 2> /dev/null; }

stage() {
  local type
  own_mounts
  machine
  rm -f "$out"/auth.log "$out"/auth.*.log
  printf '# %s; %s; LogLevel %s\n' "$(sshd_version)" "$(rsyslogd -v | head -1 | cut -d' ' -f1,3)" \
    "$LEVEL" > "$out/did.tsv"
  users
  for type in rsa ed25519; do ssh-keygen -q -t "$type" -N '' -f "$run/host_$type"; done
  serve main 22 "$(cat "$here/main.conf")"
  # A session that is older than the log.
  did session-begun-before-the-log alice 192.0.2.26
  by_key rsa 192.0.2.26 alice "$server" 'sleep 12' &
  settle 1
  logger_of_the_system
}

# ---- ways to knock ----

common=(-F /dev/null -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR
  -o ConnectTimeout=10 -o IdentitiesOnly=yes -o GlobalKnownHostsFile=/dev/null)

# client ADDRESS USER [ssh option...] [COMMAND]: OpenSSH's client from that address.
client() {
  local address=$1 login=(-l "$2")
  # The client takes some characters of a user name only from its configuration.
  [[ $2 == *[{}\'\"\`\;\&\<\>\|\(\)]* ]] && login=(-o "User=\"$2\"")
  shift 2
  from "$address"
  timeout "${PATIENCE:-90}" ssh "${common[@]}" -b "$address" "${login[@]}" "$@" \
    < /dev/null > /dev/null 2> "$run/client.err" || return 0
}

# by_key KEY ADDRESS USER [option...] "$host" COMMAND
by_key() {
  local key=$1
  shift
  client "$1" "$2" -o BatchMode=yes -o PreferredAuthentications=publickey -i "$run/$key" "${@:3}"
}

# answering METHOD "ANSWER ANSWER ..." ADDRESS USER [option...] HOST COMMAND
# The answer "hesitate" is one that does not come.
answering() {
  local method=$1 keys=no answers prompts
  [[ $method == *publickey* ]] && keys=yes
  answers=$(mktemp "$run/answers.XXXXXX")
  tr ' ' '\n' <<< "$2" > "$answers"
  prompts=$(wc -l < "$answers")
  shift 2
  ANSWERS=$answers DISPLAY=:0 SSH_ASKPASS=$run/askpass SSH_ASKPASS_REQUIRE=force client "$1" "$2" \
    -o PubkeyAuthentication=$keys -o PreferredAuthentications="$method" \
    -o NumberOfPasswordPrompts="$prompts" "${@:3}"
}

# as ADDRESS COMMAND...: a client that cannot choose its address.
as() {
  from "$1"
  ip route replace local "$server" dev lo table local src "$1"
  timeout 30 "${@:2}" < /dev/null > /dev/null 2>&1 || true
  ip route replace local "$server" dev lo table local src "$server"
}

# by_libssh2 ADDRESS USER PASSWORD: a client of another make, with its own way to say goodbye.
by_libssh2() { as "$1" curl -s -k -u "$2:$3" "sftp://$server/"; }
has_libssh2() { command -v curl > /dev/null && curl -V | grep -q sftp; }

# by_putty ADDRESS USER [plink option...]
by_putty() {
  local key
  key=$(ssh-keygen -lf "$run/host_ed25519.pub" | cut -d' ' -f2)
  as "$1" plink -ssh -batch -noagent -hostkey "$key" -l "$2" "${@:3}" "$server" true
}

# probe ADDRESS [probe.pl argument...]: a bare TCP client.
probe() {
  local to=$server
  from "$1"
  [[ $1 == *:* ]] && to=$server6
  perl "$here/probe.pl" "$1" "$to" "${@:2}"
}
