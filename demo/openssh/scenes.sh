# shellcheck shell=bash disable=SC2154
# What is played in front of the server. Read by record.sh after stage.sh.
#
# Addresses: 192.0.2.0/24 the office, 198.51.100.0/24 partners and strangers,
# 203.0.113.0/24 attackers, 2001:db8::/64 the same over IPv6.

key_logins() {
  did login-key-rsa alice 192.0.2.21 && by_key rsa 192.0.2.21 alice "$server" true
  pause 4
  did login-key-ed25519 alice 192.0.2.21 && by_key ed25519 192.0.2.21 alice "$server" uptime
  pause 3
  did login-key-ecdsa alice 192.0.2.22 && by_key ecdsa 192.0.2.22 alice "$server" true
  did login-key-ipv6 alice 2001:db8::21 && by_key ed25519 2001:db8::21 alice "$server6" true
  did login-certificate alice 192.0.2.27 && by_key visitor 192.0.2.27 alice "$server" true
  did login-key-root root 192.0.2.21 && by_key rsa 192.0.2.21 root "$server" true
  settle
}

password_logins() {
  did login-password dave 192.0.2.33 && answering password 'sesame-Open11' 192.0.2.33 dave "$server" true
  pause 5
  did login-password-after-2-wrong dave 192.0.2.33
  answering password 'sesame sesame-open sesame-Open11' 192.0.2.33 dave "$server" true
  pause 3
  did login-interactive dave 192.0.2.34
  answering keyboard-interactive 'sesame-Open11' 192.0.2.34 dave "$server" true
  did login-interactive-after-1-wrong dave 192.0.2.34
  answering keyboard-interactive 'Sesame-Open11 sesame-Open11' 192.0.2.34 dave "$server" true
  did login-key-and-password lena 192.0.2.35
  answering publickey,password 'two-Steps99' 192.0.2.35 lena -i "$run/ecdsa" "$server" true
  did login-key-after-strange-key alice 192.0.2.35
  by_key rsa 192.0.2.35 alice -o "IdentityFile=$run/stranger" "$server" true
  did login-password-after-strange-key dave 192.0.2.35
  answering publickey,password 'sesame-Open11' 192.0.2.35 dave -i "$run/stranger" "$server" true
  settle
}

# A session that stays open while other things happen.
long_session() {
  local seconds=$1 key=$2 address=$3 user=$4
  did "login-session-${seconds}s" "$user" "$address"
  by_key "$key" "$address" "$user" -o ServerAliveInterval=5 "$server" "sleep $seconds" &
}

services() {
  did login-sftp alice 192.0.2.22
  from 192.0.2.22
  sftp -q "${common[@]}" -o BindAddress=192.0.2.22 -i "$run/rsa" "alice@$server" \
    <<< $'pwd\nget /etc/hostname /dev/null' > /dev/null 2>&1 || true
  did login-sftp-internal carol 198.51.100.30
  from 198.51.100.30
  sftp -q "${common[@]}" -o BindAddress=198.51.100.30 -i "$run/ed25519" "carol@$server" \
    <<< $'ls\nget .bashrc /dev/null\nrename nothing something' > /dev/null 2>&1 || true
  pause 2
  did login-terminal alice 192.0.2.21 && by_key rsa 192.0.2.21 alice -tt "$server" 'tty; sudo id'
  did login-sudo-refused bob 192.0.2.41 && by_key rsa 192.0.2.41 bob -tt "$server" 'sudo -n cat /etc/shadow'
  did login-forward-nowhere alice 192.0.2.22
  by_key rsa 192.0.2.22 alice -L 7070:127.0.0.1:1 "$server" \
    'sleep 2' & settle 1
  perl "$here/probe.pl" 127.0.0.1 127.0.0.1 7070 read close
  wait $!
  did login-forward-refused deploy 198.51.100.200
  by_key ecdsa 198.51.100.200 deploy -L 7071:127.0.0.1:22 "$server" 'sleep 2' & settle 1
  perl "$here/probe.pl" 127.0.0.1 127.0.0.1 7071 read close
  wait $!
  did login-two-channels alice 192.0.2.22
  by_key rsa 192.0.2.22 alice -M -S "$run/control" "$server" 'sleep 3' & settle 1
  ssh "${common[@]}" -S "$run/control" "alice@$server" true > /dev/null 2>&1 || true
  wait $!
  did login-session-refused-by-pam kevin 192.0.2.50 && by_key rsa 192.0.2.50 kevin "$server" true
  did login-password-expired heidi 192.0.2.50 && by_key rsa 192.0.2.50 heidi "$server" true
  settle
}

refused_passwords() {
  did wrong-password alice 198.51.100.7 && answering password 'guess' 198.51.100.7 alice "$server" true
  pause 3
  did wrong-password-2 alice 198.51.100.7 && answering password 'guess again' 198.51.100.7 alice "$server" true
  did wrong-password-too-many alice 198.51.100.8
  answering password 'one two three four five' 198.51.100.8 alice "$server" true
  did wrong-interactive alice 198.51.100.9
  answering keyboard-interactive 'one two' 198.51.100.9 alice "$server" true
  did wrong-interactive-too-many alice 198.51.100.9
  answering keyboard-interactive 'one two three four five' 198.51.100.9 alice "$server" true
  did wrong-password-root root 198.51.100.10 && answering password 'only-Console1' 198.51.100.10 root "$server" true
  did wrong-password-ipv6 bob 2001:db8::bad && answering password 'guess' 2001:db8::bad bob "$server6" true
  if has_libssh2; then
    did wrong-password-libssh2 alice 198.51.100.11 && by_libssh2 198.51.100.11 alice guess
  fi
  settle
}

unknown_users() {
  local name
  did unknown-user admin 203.0.113.5 && answering password '123456' 203.0.113.5 admin "$server" true
  did unknown-user-2 oracle 203.0.113.5 && answering password 'oracle oracle1' 203.0.113.5 oracle "$server" true
  did unknown-user-too-many test 203.0.113.6
  answering password 'a b c d e' 203.0.113.6 test "$server" true
  did unknown-user-key git 203.0.113.7 && by_key stranger 203.0.113.7 git "$server" true
  did unknown-user-interactive guest 203.0.113.7
  answering keyboard-interactive 'guest guest' 203.0.113.7 guest "$server" true
  did unknown-user-none ubnt 203.0.113.7
  client 203.0.113.7 ubnt -o PreferredAuthentications=none -o PubkeyAuthentication=no "$server" true
  if has_libssh2; then
    did unknown-user-libssh2 pi 203.0.113.8 && by_libssh2 203.0.113.8 pi raspberry
    # OpenSSH's client of today refuses to send these.
    for name in '{user}' $'line\nAccepted password for root'; do
      did unknown-user-hostile "$name" 203.0.113.9 && by_libssh2 203.0.113.9 "$name" guess
    done
  fi
  local names=('x from 9.9.9.9 port 1' '' 'name with spaces' 'a [preauth]' 'münchen')
  [ "$PACE" != 0 ] || names+=('root from 10.0.0.1 port 22 ssh2' ' ' 'alice ssh2: RSA SHA256:AAAA' '=1+1'
    'invalid user root' "$(printf 'long%.0s' {1..40})")
  for name in "${names[@]}"; do
    pause 1
    did unknown-user-hostile "$name" 203.0.113.9
    answering password 'guess' 203.0.113.9 "$name" "$server" true
  done
  settle
}

refused_keys() {
  did refused-key alice 198.51.100.20 && by_key stranger 198.51.100.20 alice "$server" true
  did refused-key-3 alice 198.51.100.20
  by_key stranger 198.51.100.20 alice -o "IdentityFile=$run/office" -o "IdentityFile=$run/host_ed25519" \
    "$server" true
  did refused-key-too-many dave 198.51.100.20
  by_key stranger 198.51.100.20 dave -o "IdentityFile=$run/office" -o "IdentityFile=$run/rsa" \
    -o "IdentityFile=$run/ed25519" -o "IdentityFile=$run/ecdsa" "$server" true
  did refused-key-root root 198.51.100.21 && by_key stranger 198.51.100.21 root "$server" true
  did refused-key-wrong-place erin 198.51.100.21 && by_key office 198.51.100.21 erin "$server" true
  did refused-key-revoked alice 198.51.100.21 && by_key lost 198.51.100.21 alice "$server" true
  did refused-certificate-late alice 198.51.100.24 && by_key late 198.51.100.24 alice "$server" true
  did refused-certificate-of-other bob 198.51.100.24 && by_key visitor 198.51.100.24 bob "$server" true
  did wrong-password-after-right-key lena 198.51.100.24
  answering publickey,password 'two-Steps' 198.51.100.24 lena -i "$run/ecdsa" "$server" true
  did refused-key-modes judy 198.51.100.21 && by_key rsa 198.51.100.21 judy "$server" true
  settle
}

refused_users() {
  did denied-user eve 198.51.100.22 && answering password 'not-Welcome1' 198.51.100.22 eve "$server" true
  did denied-group mallory 198.51.100.22
  answering password 'short-Term55' 198.51.100.22 mallory "$server" true
  did not-in-allow-users dave 198.51.100.70
  answering password 'sesame-Open11' 198.51.100.70 dave "$server" true
  did not-in-allow-groups alice 198.51.100.140 && by_key rsa 198.51.100.140 alice "$server" true
  did no-shell frank 198.51.100.23 && answering password 'no-Shell99' 198.51.100.23 frank "$server" true
  did account-expired grace 198.51.100.23
  answering password 'long-Gone44' 198.51.100.23 grace "$server" true
  did account-locked-pam ivan 198.51.100.23
  answering password 'shut-Door77' 198.51.100.23 ivan "$server" true
  did root-refused-key root 203.0.113.130 && by_key rsa 203.0.113.130 root "$server" true
  did root-refused-password root 203.0.113.130
  answering password 'only-Console1' 203.0.113.130 root "$server" true
  did root-refused-commands-only root 203.0.113.194 && by_key rsa 203.0.113.194 root "$server" true
  touch /etc/nologin
  did nologin alice 192.0.2.21 && by_key rsa 192.0.2.21 alice "$server" true
  rm /etc/nologin
  echo 'sshd: 203.0.113.66' > /etc/hosts.deny
  did tcp-wrapper - 203.0.113.66 && probe 203.0.113.66 22 read close
  rm /etc/hosts.deny
  settle
}

strange_clients() {
  local probed=203.0.113.20
  did scan-connect - $probed && probe $probed 22 close
  did scan-banner-read - $probed && probe $probed 22 read close
  did scan-banner-reset - $probed && probe $probed 22 read reset
  did scan-http - $probed && probe $probed 22 'send:GET / HTTP/1.1\r\nHost: web1\r\n\r\n' hold:2 close
  did scan-tls - $probed && probe $probed 22 $'send:\x16\x03\x01\x02\\n' hold:2 close
  did scan-newlines - $probed && probe $probed 22 'send:\r\n\r\n' hold:1 close
  did scan-protocol-1 - $probed && probe $probed 22 'send:SSH-1.5-scan\r\n' hold:2 close
  did scan-forged-line - $probed
  probe $probed 22 'send:x from 9.9.9.9 port 1 sshd[1]: Accepted password for root\r\n' hold:2 close
  did scan-banner-only - $probed && probe $probed 22 read 'send:SSH-2.0-scan\r\n' close
  did scan-banner-then-reset - $probed && probe $probed 22 read 'send:SSH-2.0-scan\r\n' hold:1 reset
  did scan-garbage-packet - $probed
  probe $probed 22 read 'send:SSH-2.0-scan\r\nGET / HTTP/1.1\r\nHost: web1\r\n\r\n' hold:2 close
  did scan-ipv6 - 2001:db8::bad && probe 2001:db8::bad 22 read close
  did no-common-kex alice 203.0.113.21
  client 203.0.113.21 alice -o KexAlgorithms=diffie-hellman-group14-sha1 "$server" true
  did no-common-cipher alice 203.0.113.21 && client 203.0.113.21 alice -c aes128-cbc "$server" true
  did no-common-mac alice 203.0.113.21
  client 203.0.113.21 alice -c aes128-ctr -m hmac-md5 "$server" true
  did no-common-host-key alice 203.0.113.21
  client 203.0.113.21 alice -o HostKeyAlgorithms=ecdsa-sha2-nistp521 "$server" true
  did host-key-unknown-to-client alice 203.0.113.22
  client 203.0.113.22 alice -o StrictHostKeyChecking=yes -o BatchMode=yes "$server" true
  did left-without-try alice 203.0.113.22
  client 203.0.113.22 alice -o PubkeyAuthentication=no -o BatchMode=yes "$server" true
  did left-at-password alice 203.0.113.22
  PATIENCE=2 answering password hesitate 203.0.113.22 alice "$server" true
  if command -v plink > /dev/null; then
    did left-at-password-putty alice 203.0.113.23 && by_putty 203.0.113.23 alice
    did wrong-password-putty alice 203.0.113.23 && by_putty 203.0.113.23 alice -pw guess
  fi
  settle
}

# All of these process names are looked for in the recording's own process space.
broken_sessions() {
  local session signal
  did session-client-killed alice 192.0.2.36
  { by_key rsa 192.0.2.36 alice "$server" 'sleep 30'; } 2> /dev/null & session=$!; settle 1.5
  pkill -KILL -f "ssh .*-b 192.0.2.36 -l alice" || true
  wait "$session" || true
  did session-reset alice 192.0.2.37
  from 192.0.2.37
  {
    by_key rsa 192.0.2.37 alice -o "ProxyCommand=perl $here/probe.pl 192.0.2.37 $server 22 relay" \
      "$server" 'sleep 30'
  } 2> /dev/null & session=$!; settle 1.5
  pkill -KILL -f "probe.pl 192.0.2.37 $server 22 relay" || true
  wait "$session" || true
  did session-client-silent bob 192.0.2.38
  { by_key rsa 192.0.2.38 bob "$server" 'sleep 30'; } 2> /dev/null & session=$!; settle 1.5
  pkill -STOP -f "ssh .*-b 192.0.2.38 -l bob" || true
  settle 6
  pkill -KILL -f "ssh .*-b 192.0.2.38 -l bob" || true
  wait "$session" || true
  for signal in TERM KILL; do
    did "session-process-ended-$signal" alice 192.0.2.39
    by_key rsa 192.0.2.39 alice "$server" 'sleep 30' & session=$!; settle 1.5
    pkill "-$signal" -n -f '^sshd(-session)?: alice@notty' || true
    wait "$session" || true
    did "session-monitor-ended-$signal" alice 192.0.2.40
    by_key rsa 192.0.2.40 alice "$server" 'sleep 30' & session=$!; settle 1.5
    pkill "-$signal" -n -f '^sshd(-session)?: alice \[priv\]' || true
    settle 1
    pkill -n -f '^sshd(-session)?: alice@notty' || true
    wait "$session" || true
  done
  settle
}

guessing() {
  local n user
  for n in 1 2 3 4 5 6 7 8; do
    did guess root 203.0.113.77 && answering password "root$n" 203.0.113.77 root "$server" true
    pause 1
  done
  for user in admin ubuntu bob ftp; do
    did guess "$user" 203.0.113.88 && answering password "$user $user.123" 203.0.113.88 "$user" "$server" true
    pause 1
  done
  for n in 1 2; do
    did guess deploy 203.0.113.99
    answering password "deploy deploy$n" 203.0.113.99 deploy "$server" true
    pause 2
  done
  did login-after-guesses deploy 203.0.113.99
  answering password 'green-Field22' 203.0.113.99 deploy "$server" 'sleep 3'
  settle
}

# Several guesses at once from one address, as tools make them.
guessing_in_parallel() {
  local n pids=()
  for n in 1 2 3 4; do
    did guess-parallel root 203.0.113.111
    answering password "toor$n" 203.0.113.111 root "$server" true & pids+=($!)
  done
  did login-session-meanwhile alice 192.0.2.21 && by_key rsa 192.0.2.21 alice "$server" true
  wait "${pids[@]}"
  settle
}

# A server with a short time to log in and few places for those who have not. It looks up names.
# Since 9.8 up to four seconds are added to that time by chance; Debian's older versions end such
# a connection without a line (their remedy for CVE-2024-6387).
narrow_gate() {
  local pids=() n
  echo '203.0.113.31 pc31.guests.example' >> /etc/hosts
  serve gate 2222 $'UsePAM yes\nUseDNS yes\nLoginGraceTime 3\nMaxStartups 2:100:3'
  did timeout-no-banner - 203.0.113.30 && probe 203.0.113.30 2222 read hold:12 close
  did timeout-after-banner - 203.0.113.30 && probe 203.0.113.30 2222 read 'send:SSH-2.0-slow\r\n' hold:12 close
  did timeout-at-password alice 203.0.113.31
  PATIENCE=12 answering password 'guess hesitate' 203.0.113.31 alice -p 2222 "$server" true
  did timeout-at-password-unknown-user admin 203.0.113.31
  PATIENCE=12 answering password hesitate 203.0.113.31 admin -p 2222 "$server" true
  for n in 1 2 3 4 5; do
    did max-startups - "203.0.113.3$n" && probe "203.0.113.3$n" 2222 read hold:2 close & pids+=($!)
    settle 0.1
  done
  wait "${pids[@]}"
  settle 3
  kill "$gate_pid"
  wait "$gate_pid" || true
}

# A server without PAM.
without_pam() {
  serve plain 2223 $'UsePAM no\nMaxAuthTries 3'
  did login-key-no-pam alice 192.0.2.60 && by_key rsa 192.0.2.60 alice -p 2223 "$server" true
  did login-password-no-pam dave 192.0.2.60
  answering password 'sesame-Open11' 192.0.2.60 dave -p 2223 "$server" true
  did wrong-password-no-pam dave 203.0.113.60
  answering password 'one two three four' 203.0.113.60 dave -p 2223 "$server" true
  did unknown-user-no-pam admin 203.0.113.61
  answering password 'admin' 203.0.113.61 admin -p 2223 "$server" true
  did account-locked ivan 203.0.113.61 && by_key rsa 203.0.113.61 ivan -p 2223 "$server" true
  did account-expired-no-pam grace 203.0.113.61
  answering password 'long-Gone44' 203.0.113.61 grace -p 2223 "$server" true
  touch /etc/nologin
  did nologin-no-pam alice 192.0.2.60 && by_key rsa 192.0.2.60 alice -p 2223 "$server" true
  rm /etc/nologin
  settle
  kill "$plain_pid"
  wait "$plain_pid" || true
}

# Servers since 9.8 turn away addresses that failed before.
penalties() {
  local n
  sshd_knows PerSourcePenalties=no || return 0
  serve strict 2224 $'UsePAM yes\nPerSourcePenalties authfail:4s noauth:2s min:2s'
  for n in 1 2 3; do
    did penalty alice 203.0.113.40
    answering password 'guess' 203.0.113.40 alice -p 2224 "$server" true
    settle 1
  done
  settle 2
  kill "$strict_pid"
  wait "$strict_pid" || true
}

# What other programs write into the same file. Of systemd there is none here: its log-in manager
# is imitated by logger.
others() {
  local n=0
  while sleep "$((22 + RANDOM % 24))"; do
    n=$((n + 1))
    case $((n % 6)) in
      0) su -s /bin/sh -c 'echo guess | su -c id root' bob ;;
      1) sudo -u bob sudo -n id ;;
      2) logger -p auth.info -t 'systemd-logind[412]' "New session $((n + 40)) of user alice." ;;
      3) su -c true alice ;;
      4) logger -p auth.info -t 'systemd-logind[412]' "Session $((n + 38)) logged out. Waiting for processes to exit." ;;
      5) passwd -q -u bob ;;
    esac < /dev/null > /dev/null 2>&1 || true
  done
}

play() {
  others &
  key_logins
  long_session $((PACE * 60 + 20)) rsa 192.0.2.23 alice
  password_logins
  long_session $((PACE * 90 + 5)) ecdsa 198.51.100.201 deploy
  pause 8
  refused_passwords
  services
  strange_clients
  pause 10
  unknown_users
  long_session $((PACE * 200 + 15)) ed25519 192.0.2.24 alice
  refused_keys
  refused_users
  kill -HUP "$main_pid"
  settle 1
  broken_sessions
  guessing_in_parallel
  pause 15
  guessing
  pause 20
  narrow_gate
  without_pam
  penalties
  # The recording ends with these still open, and with a server that is told to end.
  long_session 600 rsa 192.0.2.25 alice
  did left-open - 203.0.113.120 && probe 203.0.113.120 22 read hold:600 &
  settle 1
  kill "$main_pid"
  settle
}
