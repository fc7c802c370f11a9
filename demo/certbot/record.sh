#!/usr/bin/env bash
# Records what a real Certbot writes when it is provoked into every outcome of a run.
#
#   record.sh OUT
#
#   OUT   folder that receives the logs (made when missing, its old logs are replaced)
#
# Needs root and these Debian packages: certbot pebble openssl curl rsyslog iproute2. The certificate
# authority is Pebble, which is made for tests: nothing leaves the machine. See ../stage.sh.
#
# OUT afterwards: syslog.log, syslog.iso.log, syslog.5424.log: the same records in three forms; did.tsv
set -Eeu
trap 'echo "${BASH_SOURCE[0]##*/}:$LINENO: failed" >&2' ERR

here=$(cd "$(dirname "$0")" && pwd)
needs='certbot pebble pebble-challtestsrv openssl curl'
# shellcheck source=../stage.sh
. "$here/../stage.sh"
inside "$here/record.sh" "$@"

authority() {
  cat > "$run/pebble.json" <<P
{"pebble": {"listenAddress": "127.0.0.1:14000", "managementListenAddress": "127.0.0.1:15000",
 "certificate": "$run/pebble.pem", "privateKey": "$run/pebble.key", "httpPort": 5002, "tlsPort": 5001,
 "ocspResponderURL": "", "externalAccountBindingRequired": false}}
P
  PEBBLE_VA_NOSLEEP=1 PEBBLE_WFE_NONCEREJECT=0 PEBBLE_AUTHZREUSE=0 \
    pebble -config "$run/pebble.json" -dnsserver 127.0.0.1:8053 > "$run/pebble.out" 2>&1 &
  pebble_pid=$!
  await curl -s --cacert "$run/pebble.pem" https://localhost:14000/dir
}

names() {
  pebble-challtestsrv -defaultIPv4 127.0.0.1 -defaultIPv6 '' -http01 '' -https01 '' -tlsalpn01 '' \
    -management 127.0.0.1:8055 > "$run/names.out" 2>&1 &
  await curl -s http://127.0.0.1:8055/
}

# points NAME ADDRESS
points() {
  curl -s -d "{\"host\": \"$1\", \"addresses\": [\"$2\"]}" http://127.0.0.1:8055/add-a
}

# certbot_run KIND ARGUMENT...
certbot_run() {
  did "$1" "${*:2}"
  as_service certbot certbot "${@:2}" --server https://localhost:14000/dir
}

obtain() { certbot_run "$1" certonly --standalone --http-01-port 5002 -n --agree-tos \
  -m ops@example.org "${@:2}"; }

rm -rf /etc/letsencrypt /var/log/letsencrypt /var/lib/letsencrypt
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$run/pebble.key" -out "$run/pebble.pem" -days 30 \
  -subj /CN=localhost -addext subjectAltName=DNS:localhost 2> /dev/null
export REQUESTS_CA_BUNDLE=$run/pebble.pem
notes "$(certbot --version 2>&1); pebble; $(rsyslog_version)"
logs syslog '*.*'
names
authority

certbot_run nothing-to-renew renew
obtain obtained -d web1.example.org
obtain obtained-two -d shop.example.org -d www.shop.example.org
certbot_run not-due renew
certbot_run not-due-quiet renew -q
certbot_run listed certificates
certbot_run renewed renew --force-renewal --no-random-sleep-on-renew
certbot_run renewed-quiet renew -q --force-renewal --no-random-sleep-on-renew
certbot_run hook-failed renew --force-renewal --no-random-sleep-on-renew --cert-name web1.example.org \
  --deploy-hook 'echo reloading; exit 3'
obtain obtained-failed-name -d failedover.example.org
certbot_run not-due-failed-name renew --cert-name failedover.example.org
certbot_run renewed-hook-output renew --force-renewal --no-random-sleep-on-renew \
  --cert-name failedover.example.org --deploy-hook 'echo reloaded, 0 failed'
certbot_run simulated renew --dry-run --no-random-sleep-on-renew --cert-name failedover.example.org
obtain simulated-request --dry-run -d new.example.org
points failedover.example.org 192.0.2.9
certbot_run simulated-failed renew --dry-run --no-random-sleep-on-renew \
  --cert-name failedover.example.org
certbot_run deleted-failed-name delete -n --cert-name failedover.example.org
points lost.example.org 192.0.2.9
obtain not-authenticated -d lost.example.org
points shop.example.org 192.0.2.9
certbot_run some-failed renew --force-renewal --no-random-sleep-on-renew
certbot_run some-failed-quiet renew -q --force-renewal --no-random-sleep-on-renew
certbot_run no-such-certificate renew --cert-name nowhere.example.org
certbot_run wrong-argument renew --no-such-option
cp /etc/letsencrypt/renewal/web1.example.org.conf "$run/kept.conf"
echo 'version = 2' > /etc/letsencrypt/renewal/web1.example.org.conf
certbot_run bad-configuration renew
cp "$run/kept.conf" /etc/letsencrypt/renewal/web1.example.org.conf
did first-of-two renew
as_service certbot certbot renew --force-renewal --no-random-sleep-on-renew --pre-hook 'sleep 4' \
  --server https://localhost:14000/dir &
first=$!
sleep 2
certbot_run locked-out renew
wait "$first"
kill "$pebble_pid"
wait "$pebble_pid" 2> /dev/null || true
certbot_run all-failed renew --force-renewal --no-random-sleep-on-renew
obtain unreachable -d new.example.org
authority
certbot_run revoked revoke -n --cert-name shop.example.org
certbot_run deleted delete -n --cert-name web1.example.org
logs_end
echo "recorded $(wc -l < "$out/syslog.log") lines, $(($(wc -l < "$out/did.tsv") - 1)) runs" >&2
