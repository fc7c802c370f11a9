# shellcheck shell=bash disable=SC2034,SC2154
# The stage of the recording: machine, logger, two instances of Postfix, a content filter, receivers,
# and the ways to send. Read by record.sh, inside its namespaces.

server=192.0.2.25
run=/run/record

# Address of a client or a receiver: made known to the loopback device at its first use.
from() { ip addr replace "$1/32" dev lo; }

# A pause that only matters for how the recording looks.
pause() { if [ "$PACE" != 0 ]; then sleep "$1"; else sleep 0.3; fi; }

own_mounts() {
  local dir layer=$run/layers
  mount -t tmpfs tmpfs /run
  mkdir -p "$layer" /run/lock
  for dir in etc home root var; do
    mkdir "$layer/$dir" "$layer/$dir.work"
    mount -t overlay overlay -o "lowerdir=/$dir,upperdir=$layer/$dir,workdir=$layer/$dir.work" "/$dir"
  done
  mkdir "$run/dev"
  mount -t tmpfs tmpfs "$run/dev"
  mkdir "$run/dev/shm"
  mknod -m 666 "$run/dev/null" c 1 3
  mknod -m 666 "$run/dev/zero" c 1 5
  mknod -m 666 "$run/dev/random" c 1 8
  mknod -m 666 "$run/dev/urandom" c 1 9
  ln -s /proc/self/fd "$run/dev/fd"
  mount --move "$run/dev" /dev
  rm -rf /var/spool/postfix /var/lib/postfix
  cd / || exit
}

machine() {
  hostname mx1
  ip link set lo up
  from "$server"
  cat > /etc/hosts <<H
127.0.0.1 localhost
$server mx1.example.org mx1
198.51.100.1 mail.example.com
198.51.100.2 full.example.com
198.51.100.3 strict.example.com
198.51.100.4 down.example.com
198.51.100.5 busy.example.com
203.0.113.10 client.example.net
203.0.113.11 laptop.example.net
203.0.113.12 news.example.net
H
  # Receivers are found in /etc/hosts: there is no name server.
  echo 'hosts: files' > /etc/nsswitch.conf
  : > /etc/resolv.conf
  for user in ann bob eve; do
    useradd -m "$user" 2>/dev/null || true
  done
  echo 'ann@mail.example.com' > ~eve/.forward
  chown eve ~eve/.forward
  # A machine that has been up for a while does not begin with process 1.
  echo 3100 > /proc/sys/kernel/ns_last_pid
}

logger_of_the_system() {
  cat > "$run/rsyslog.conf" <<R
module(load="imuxsock" SysSock.Name="/dev/log" SysSock.RateLimit.Interval="0")
mail.* action(type="omfile" file="$out/mail.log" template="RSYSLOG_TraditionalFileFormat")
R
  rsyslogd -n -f "$run/rsyslog.conf" -i "$run/rsyslog.pid" 2> "$run/rsyslog.err" &
  until [ -S /dev/log ]; do sleep 0.1; done
}

# Lines of master.cf that both instances have.
services() {
  cat <<M
pickup    unix  n - n 60 1 pickup
cleanup   unix  n - n -  0 cleanup
qmgr      unix  n - n 300 1 qmgr
tlsmgr    unix  - - n 1000? 1 tlsmgr
rewrite   unix  - - n -  - trivial-rewrite
bounce    unix  - - n -  0 bounce
defer     unix  - - n -  0 bounce
trace     unix  - - n -  0 bounce
verify    unix  - - n -  1 verify
flush     unix  n - n 1000? 0 flush
proxymap  unix  - - n -  - proxymap
smtp      unix  - - n -  - smtp
relay     unix  - - n -  - smtp
showq     unix  n - n -  - showq
error     unix  - - n -  - error
retry     unix  - - n -  - error
discard   unix  - - n -  - discard
local     unix  - n n -  - local
virtual   unix  - n n -  - virtual
lmtp      unix  - - n -  - lmtp
anvil     unix  - - n -  1 anvil
scache    unix  - - n -  1 scache
scan      unix  - - n -  5 smtp -o smtp_tls_security_level=none
drop      unix  - n n -  - pipe user=nobody argv=/bin/true
M
}

# The main instance, with long queue ids, its filter, and users who log in.
first_instance() {
  mkdir -p /var/spool/postfix /var/lib/postfix
  chown postfix /var/lib/postfix
  openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=mx1.example.org \
    -keyout /etc/postfix/key.pem -out /etc/postfix/cert.pem 2> /dev/null
  cat > /etc/postfix/main.cf <<M
compatibility_level = 3.6
myhostname = mx1.example.org
mydestination = example.org, localhost
mynetworks = 127.0.0.0/8
inet_interfaces = all
inet_protocols = ipv4
alias_maps =
local_recipient_maps = unix:passwd.byname
enable_long_queue_ids = yes
smtp_host_lookup = native
smtp_tls_security_level = may
smtp_tls_loglevel = 1
smtpd_tls_cert_file = /etc/postfix/cert.pem
smtpd_tls_key_file = /etc/postfix/key.pem
smtpd_tls_security_level = may
smtpd_tls_loglevel = 1
transport_maps = inline:{ mail.example.com=smtp:[198.51.100.1]:2525, full.example.com=smtp:[198.51.100.2]:2525, strict.example.com=smtp:[198.51.100.3]:2525, down.example.com=smtp:[198.51.100.4]:2525, archive.example.org=smtp:[127.0.0.1]:2025, void.example.org=discard:, list.example.org=drop: }
relay_domains = archive.example.org void.example.org list.example.org
header_checks = regexp:/etc/postfix/header_checks
smtpd_sasl_path = smtpd
cyrus_sasl_config_path = /etc/postfix/sasl
smtpd_client_connection_count_limit = 0
smtpd_client_connection_rate_limit = 0
smtpd_error_sleep_time = 0
smtpd_hard_error_limit = 4
smtpd_timeout = 6
smtpd_recipient_restrictions = reject_non_fqdn_sender, permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination
smtpd_helo_required = yes
minimal_backoff_time = 300s
M
  cat > /etc/postfix/header_checks <<M
/^Subject: refuse me/ REJECT not wanted here
/^Subject: discard me/ DISCARD for the bin
/^Subject: hold me/ HOLD to be looked at
/^Subject: warn me/ WARN seen
M
  mkdir -p /etc/postfix/sasl
  printf 'pwcheck_method: auxprop\nauxprop_plugin: sasldb\nmech_list: PLAIN LOGIN\n' \
    > /etc/postfix/sasl/smtpd.conf
  echo correct-horse | saslpasswd2 -c -p -u mx1.example.org ann
  chgrp postfix /etc/sasldb2 && chmod 640 /etc/sasldb2
  {
    services
    cat <<M
smtp      inet  n - n -  - smtpd
  -o content_filter=scan:[127.0.0.1]:10024
submission inet n - n -  - smtpd
  -o syslog_name=postfix/submission
  -o smtpd_sasl_auth_enable=yes
127.0.0.1:10025 inet n - n - - smtpd
  -o syslog_name=postfix/10025
  -o content_filter=
  -o receive_override_options=no_header_body_checks
  -o smtpd_authorized_xforward_hosts=127.0.0.0/8
M
  } > /etc/postfix/master.cf
}

# Another one on the same machine, with short queue ids, that soon gives mails up.
second_instance() {
  cp -r /etc/postfix /etc/postfix-archive
  mkdir -p /var/spool/postfix-archive /var/lib/postfix-archive
  chown postfix /var/lib/postfix-archive
  cat > /etc/postfix-archive/main.cf <<M
compatibility_level = 3.6
queue_directory = /var/spool/postfix-archive
data_directory = /var/lib/postfix-archive
syslog_name = postfix-archive
multi_instance_name = postfix-archive
myhostname = mx1.example.org
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = loopback-only
inet_protocols = ipv4
alias_maps =
smtp_host_lookup = native
smtpd_tls_cert_file = /etc/postfix/cert.pem
smtpd_tls_key_file = /etc/postfix/key.pem
smtpd_tls_security_level = may
smtpd_tls_loglevel = 1
relay_domains = archive.example.org busy.example.com
transport_maps = inline:{ archive.example.org=drop:, busy.example.com=smtp:[198.51.100.5]:2525 }
maximal_queue_lifetime = 12s
bounce_queue_lifetime = 12s
minimal_backoff_time = 6s
maximal_backoff_time = 6s
queue_run_delay = 6s
M
  {
    services
    echo '127.0.0.1:2025 inet n - n - - smtpd'
  } > /etc/postfix-archive/master.cf
  postconf -e "alternate_config_directories = /etc/postfix-archive"
}

# A receiver that takes all, or with -f refuses, with -r puts off what follows the option.
receiver() {
  local address=$1
  shift
  from "$address"
  smtp-sink -u nobody "$@" "$address:2525" 100 2> /dev/null &
}

receivers() {
  receiver 198.51.100.1
  receiver 198.51.100.2 -r RCPT
  full=$!
  receiver 198.51.100.3 -f RCPT
  receiver 198.51.100.5 -r RCPT
  from 198.51.100.4 # nobody listens
  perl "$here/filter.pl" 10024 10025 &
}

# did KIND CLIENT MESSAGE OUTCOME REASON IDS: what is done, and what has to come of it.
#   MESSAGE  the message id's left part, or - for a session without a mail that got that far
#   IDS      how many queue ids the mail has
did() {
  printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$(date -u +%H:%M:%S)" "$@" >> "$out/did.tsv"
}

# smtp CLIENT PORT: a session; commands on standard input, see talk.pl.
smtp() {
  from "$1"
  perl "$here/talk.pl" "$1" "$server" "$2" || true
}

# mail CLIENT MESSAGE SUBJECT SENDER RECIPIENT...: a session with one mail, to port 25.
mail() {
  local client=$1 message=$2 subject=$3 sender=$4 to
  shift 4
  {
    printf 'EHLO client.example.net\nMAIL FROM:<%s>\n' "$sender"
    for to in "$@"; do printf 'RCPT TO:<%s>\n' "$to"; done
    printf 'DATA\n'
    printf '+Message-ID: <%s@example.net>\n+Subject: %s\n+\n+Text.\n.\nQUIT\n' "$message" "$subject"
  } | smtp "$client" 25
}

# local_mail MESSAGE SENDER RECIPIENT...: by a program of the machine.
local_mail() {
  local message=$1 sender=$2
  shift 2
  printf 'Message-ID: <%s@example.net>\nSubject: local\n\nText.\n' "$message" | sendmail -f "$sender" -- "$@"
}

stage() {
  mkdir -p "$run"
  own_mounts
  mkdir -p "$run"
  machine
  logger_of_the_system
  first_instance
  second_instance
  receivers
  printf 'time\tkind\tclient\tmessage\toutcome\treason\tids\n' > "$out/did.tsv"
  postfix start 2> "$run/start.err"
  postfix -c /etc/postfix-archive start 2>> "$run/start.err"
  sleep 1.5
}
