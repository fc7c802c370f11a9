# shellcheck shell=bash
# The units that are played with. Read by record.sh.

unit play.service '[Unit]' 'Description=Plays with units' 'After=rsyslog.service' \
  '[Service]' Type=simple ExecStart=/usr/local/bin/play

unit web.service '[Unit]' 'Description=Web shop' '[Service]' 'ExecStart=/bin/sleep 1000'
unit notify.service '[Unit]' 'Description=Says when it is ready' '[Service]' Type=notify \
  NotifyAccess=all 'ExecStart=/bin/sh -c "sleep 1; systemd-notify --ready; sleep 1000"'
unit backup.service '[Unit]' 'Description=Nightly backup' '[Service]' Type=oneshot \
  'ExecStart=/bin/sleep 1'
unit import.service '[Unit]' 'Description=Import of orders' '[Service]' Type=oneshot \
  'ExecStart=/bin/sh -c "sleep 1; exit 3"'
unit mount-missing.service '[Unit]' 'Description=Needs what is not there' 'Requires=import.service' \
  'After=import.service' '[Service]' Type=oneshot ExecStart=/bin/true
unit missing.service '[Unit]' 'Description=A program that is not there' '[Service]' \
  ExecStart=/usr/local/bin/not-there
unit crash.service '[Unit]' 'Description=Crashes' '[Service]' \
  'ExecStart=/bin/sh -c "sleep 1; kill -SEGV $$$$"'
unit killed.service '[Unit]' 'Description=Is killed' '[Service]' \
  'ExecStart=/bin/sh -c "sleep 1; kill -KILL $$$$"'
unit slow.service '[Unit]' 'Description=Never gets ready' '[Service]' Type=notify TimeoutStartSec=2 \
  'ExecStart=/bin/sleep 1000'
unit stubborn.service '[Unit]' 'Description=Does not want to stop' '[Service]' TimeoutStopSec=2 \
  "ExecStart=/bin/sh -c \"trap '' TERM; while :; do sleep 1; done\""
unit watched.service '[Unit]' 'Description=Forgets its watchdog' '[Service]' Type=notify \
  NotifyAccess=all WatchdogSec=2 'ExecStart=/bin/sh -c "systemd-notify --ready; sleep 1000"'
unit greedy.service '[Unit]' 'Description=Wants all memory' '[Service]' MemoryMax=8M MemorySwapMax=0 \
  'ExecStart=/usr/bin/perl -e "sleep 1; $$x = q(x) x 100000000; sleep 1000"'
unit loop.service '[Unit]' 'Description=Fails again and again' StartLimitIntervalSec=60 \
  StartLimitBurst=4 '[Service]' Restart=always RestartSec=500ms \
  'ExecStart=/bin/sh -c "sleep 0.5; exit 1"'
unit flaky.service '[Unit]' 'Description=Fails sometimes' '[Service]' Restart=on-failure \
  RestartSec=200ms 'ExecStart=/bin/sh -c "test -e /run/better && exec sleep 1000; touch /run/better; exit 7"'
unit unmet.service '[Unit]' 'Description=Only where a file is' ConditionPathExists=/no/such/file \
  '[Service]' ExecStart=/bin/true
unit reloaded.service '[Unit]' 'Description=Can be reloaded' '[Service]' \
  'ExecStart=/bin/sleep 1000' 'ExecReload=/bin/sleep 0.2'
unit bad-reload.service '[Unit]' 'Description=Cannot be reloaded' '[Service]' \
  'ExecStart=/bin/sleep 1000' 'ExecReload=/bin/false'
unit setup.service '[Unit]' 'Description=Fails before it starts' '[Service]' ExecStartPre=/bin/false \
  'ExecStart=/bin/sleep 1000'
unit hourly.timer '[Unit]' 'Description=Every now and then' '[Timer]' OnActiveSec=2 \
  Unit=backup.service AccuracySec=100ms
unit plain.service '[Service]' 'ExecStart=/bin/sleep 1000'
unit echo.socket '[Unit]' 'Description=A socket' '[Socket]' ListenStream=/run/echo.sock
unit echo.service '[Unit]' 'Description=Behind a socket' '[Service]' 'ExecStart=/bin/sleep 1000'
unit data.mount '[Unit]' 'Description=A disk that is not there' '[Mount]' What=/dev/no-such-disk \
  Where=/data Type=ext4
unit group.target '[Unit]' 'Description=A group of units' 'Wants=web.service'
