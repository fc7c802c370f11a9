#!/usr/bin/env bash
# Records what a real transmission-daemon writes while torrents are added, fetched, checked and
# removed.
#
#   record.sh OUT
#
#   OUT   folder that receives the logs (made when missing, its old logs are replaced)
#
# Needs root and these Debian packages: transmission-daemon transmission-cli python3 rsyslog iproute2. Both
# ends of every transfer are on the same machine: one daemon has the data, the other fetches. See
# ../stage.sh.
#
# OUT afterwards: syslog.log, syslog.iso.log, syslog.5424.log: the same records in three forms; did.tsv
set -Eeu
trap 'echo "${BASH_SOURCE[0]##*/}:$LINENO: failed" >&2' ERR

here=$(cd "$(dirname "$0")" && pwd)
needs='python3 transmission-daemon transmission-create transmission-remote'
# shellcheck source=../stage.sh
. "$here/../stage.sh"
inside "$here/record.sh" "$@"

# A tracker that names one peer, the daemon that has the data, to others. (No daemon connects with a
# loopback address, nor with one that it knows as its own.)
tracker() {
  ip addr add 192.0.2.10/32 dev lo
  ip addr add 192.0.2.11/32 dev lo
  python3 - <<'P' 2> /dev/null &
import http.server, socket
class Tracker(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        peer = socket.inet_aton("192.0.2.10") + (51501).to_bytes(2, "big")
        peers = b"0:" if "port=51501&" in self.path else b"6:" + peer
        self.wfile.write(b"d8:completei1e10:incompletei1e8:intervali5e5:peers" + peers + b"e")
http.server.HTTPServer(("192.0.2.10", 6969), Tracker).serve_forever()
P
  await bash -c 'echo > /dev/tcp/192.0.2.10/6969'
}

# daemon NAME PEER_PORT RPC_PORT OPTION...
daemon() {
  mkdir -p "$run/$1/config" "$run/wants/data"
  transmission-daemon --config-dir "$run/$1/config" --download-dir "$run/wants/data" --peerport "$2" \
    --port "$3" --rpc-bind-address 127.0.0.1 --no-auth --no-portmap --no-dht --no-lpd --no-utp \
    --no-incomplete-dir --pid-file "$run/$1/pid" "${@:4}"
}

remote() { transmission-remote 127.0.0.1:9092 "$@" > /dev/null; }

# torrent NAME KIBIBYTES: data at the one that has them, and the file that describes them.
torrent() {
  head -c "$(($2 * 1024))" /dev/urandom > "$run/has/data/$1"
  transmission-create -t http://192.0.2.10:6969/announce -o "$run/$1.torrent" "$run/has/data/$1" > /dev/null
}

fetched() { transmission-remote 127.0.0.1:9092 -t "$1" -i | grep -q 'Percent Done: 100%'; }

fetch() {
  did "$1" "$2"
  remote --add "$run/$2.torrent"
}

rm -rf /etc/transmission-daemon
notes "$(transmission-daemon --version 2>&1 | head -1); $(rsyslog_version)"
mkdir -p "$run/has/data"
torrent small.iso 700
torrent 'name with blanks (2026).iso' 900
torrent large.iso 4000
torrent there.iso 300
torrent partly.iso 2000
torrent never.iso 500
tracker
daemon has 51501 9091 --bind-address-ipv4 192.0.2.10 --foreground > /dev/null 2>&1 &
await transmission-remote 127.0.0.1:9091 -l
for name in small.iso 'name with blanks (2026).iso' large.iso partly.iso; do
  transmission-remote 127.0.0.1:9091 --add "$run/$name.torrent" > /dev/null
done

play() {
  fetch fetched small.iso
  await fetched 1
  fetch fetched 'name with blanks (2026).iso'
  await fetched 2
  cp "$run/has/data/there.iso" "$run/wants/data/"
  fetch already-there there.iso
  sleep 2
  fetch not-fetched never.iso
  head -c 1000000 "$run/has/data/partly.iso" > "$run/wants/data/partly.iso"
  fetch partly-there partly.iso
  sleep 15
  did verified small.iso
  remote -t 1 --verify
  sleep 1
  did stopped small.iso
  remote -t 1 --stop
  did started small.iso
  remote -t 1 --start
  fetch removed large.iso
  sleep 1
  did removed large.iso
  remote -t 6 --remove
  printf 'not a torrent' > "$run/bad.torrent"
  did bad bad
  remote --add "$run/bad.torrent" || true
  rm -f "$run/wants/data/there.iso"
  did data-gone there.iso
  remote -t 3 --verify
  sleep 2
}

logs syslog 'daemon.*'
daemon wants 51502 9092 --bind-address-ipv4 192.0.2.11 --log-info
await transmission-remote 127.0.0.1:9092 -l
play
did off wants
remote --exit
sleep 2
logs_end
echo "recorded $(wc -l < "$out/syslog.log") lines" >&2
