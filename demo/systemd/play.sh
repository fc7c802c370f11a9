#!/bin/bash
# Runs inside of the machine that record.sh boots: starts and stops units, then turns it off.

# did KIND UNIT: notes what is done, before it is.
did() { printf '%s\t%s\t%s\n' "$(date -u +%H:%M:%S)" "$1" "$2" >> /srv/did.tsv; }

start() {
  did "$1" "$2"
  systemctl start "$2"
}

stop() {
  did "$1" "$2"
  systemctl stop "$2"
}

for _ in {1..100}; do
  [ -s /srv/syslog.log ] && break
  sleep 0.1
done
sleep 1
start started web.service
start started notify.service
start finished backup.service
start failed import.service
start dependency mount-missing.service
start failed missing.service
start crash crash.service
start killed killed.service
start timeout slow.service
start started stubborn.service
start watchdog watched.service
start oom-kill greedy.service
start setup-failed setup.service
start unmet unmet.service
start started plain.service
start started reloaded.service
did reload reloaded.service
systemctl reload reloaded.service
start started bad-reload.service
did reload-failed bad-reload.service
systemctl reload bad-reload.service
start timer hourly.timer
start started echo.socket
start no-disk data.mount
start started group.target
start flaky flaky.service
start loop loop.service
sleep 6
did restarted web.service
systemctl restart web.service
stop stopped plain.service
stop stop-timeout stubborn.service
did reset loop.service
systemctl reset-failed loop.service
stop stopped web.service
did off machine
systemctl poweroff
