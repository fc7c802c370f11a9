# shellcheck shell=bash disable=SC2154
# What is played. Read by record.sh. Every mail has a message id of its own, and every client whose
# sessions are looked at an address of its own.

through_the_filter() {
  did filtered 203.0.113.10 m01 COMPLETED sent 2
  mail 203.0.113.10 m01 hello carl@example.net ann@example.org
  pause 2
  did filtered 203.0.113.10 m02 COMPLETED sent 2
  mail 203.0.113.10 m02 'two of them' carl@example.net ann@example.org bob@example.org
  pause 1
  # The filter refuses it: what it had begun to put back into the queue is lost without a word.
  did spam 203.0.113.12 m03 FAILED bounced 1
  mail 203.0.113.12 m03 spam news@example.net ann@example.org
  did orphan 127.0.0.1 - 'TIMED_OUT' 'never queued' 1
  pause 1
  # One recipient forwards her mail: a third queue id.
  did forwarded 203.0.113.10 m04 COMPLETED sent 3
  mail 203.0.113.10 m04 'to be forwarded' carl@example.net eve@example.org
  pause 1
  # Then to the other instance: its queue id is short.
  did archived 203.0.113.10 m05 COMPLETED sent 3
  mail 203.0.113.10 m05 'for the archive' carl@example.net keep@archive.example.org
  pause 1
  did warned 203.0.113.10 m06 COMPLETED sent 2
  mail 203.0.113.10 m06 'warn me' carl@example.net bob@example.org
  pause 1
}

from_the_machine() {
  did local - m10 COMPLETED sent 1
  local_mail m10 root@example.org ann@example.org
  pause 1
  did away - m11 COMPLETED sent 1
  local_mail m11 ann@example.org carl@mail.example.com
  pause 1
  did discarded - m12 COMPLETED sent 1
  local_mail m12 ann@example.org nobody@void.example.org
  did piped - m13 COMPLETED sent 1
  local_mail m13 ann@example.org all@list.example.org
  pause 1
  did unknown - m14 FAILED bounced 1
  local_mail m14 ann@example.org zoe@example.org
  pause 1
  did refused - m15 FAILED bounced 1
  local_mail m15 ann@example.org carl@strict.example.com
  pause 1
  did both - m16 FAILED mixed 1
  local_mail m16 ann@example.org bob@example.org carl@strict.example.com
  pause 1
}

put_off() {
  did later - m20 COMPLETED sent 1
  local_mail m20 ann@example.org carl@full.example.com
  did 'one later' - m21 COMPLETED sent 1
  local_mail m21 ann@example.org carl@full.example.com bob@example.org
  sleep 1
  did deleted - m22 FAILED deleted 1
  local_mail m22 ann@example.org carl@down.example.com
  sleep 1
  postsuper -d "$(queue_id carl@down.example.com)" 2> /dev/null
  did 'never there' - m23 OPEN_AT_END - 1
  local_mail m23 ann@example.org dora@down.example.com
  # The second instance gives up after 12 s.
  did expired - m24 FAILED expired 1
  printf 'Message-ID: <m24@example.net>\nSubject: late\n\nText.\n' |
    MAIL_CONFIG=/etc/postfix-archive sendmail -f keep@archive.example.org -- carl@busy.example.com
  sleep 2
}

# The queue id of the mail to a recipient.
queue_id() { postqueue -j | sed -n "s/.*\"queue_id\": \"\\([^\"]*\\)\".*\"$1\".*/\\1/p" | head -n 1; }

let_go() {
  kill "$full"
  sleep 0.3
  receiver 198.51.100.2
  sleep 0.5
  postqueue -f
  sleep 2
}

looked_at() {
  did header 203.0.113.20 m30 FAILED refused 1
  mail 203.0.113.20 m30 'refuse me' carl@example.net ann@example.org
  did bin 203.0.113.20 m31 FAILED discarded 1
  mail 203.0.113.20 m31 'discard me' carl@example.net ann@example.org
  did held 203.0.113.20 m32 COMPLETED sent 2
  mail 203.0.113.20 m32 'hold me' carl@example.net ann@example.org
  pause 2
  postsuper -H ALL 2> /dev/null
  pause 1
}

turned_away() {
  did relay 203.0.113.30 - FAILED rejected 0
  printf '%s\n' 'EHLO a' 'MAIL FROM:<x@example.net>' 'RCPT TO:<y@example.com>' QUIT | smtp 203.0.113.30 25
  did unknown 203.0.113.31 - FAILED rejected 0
  printf '%s\n' 'EHLO a' 'MAIL FROM:<x@example.net>' 'RCPT TO:<zoe@example.org>' QUIT | smtp 203.0.113.31 25
  did sender 203.0.113.32 - FAILED rejected 0
  printf '%s\n' 'EHLO a' 'MAIL FROM:<x>' 'RCPT TO:<ann@example.org>' QUIT | smtp 203.0.113.32 25
  # One of two recipients: the mail goes on.
  did 'one of two' 203.0.113.33 m40 COMPLETED sent 2
  mail 203.0.113.33 m40 'half of it' carl@example.net ann@example.org zoe@example.org
  pause 1
  # What a client says of itself is made to deceive.
  did deceit 203.0.113.34 - FAILED rejected 0
  printf '%s\n' 'EHLO a]: 554 x; from=<f> to=<t> proto=SMTP helo=<b' \
    'MAIL FROM:<"a from=<z>"@example.net>' 'RCPT TO:<"q> proto=X helo=<h"@example.com>' QUIT |
    smtp 203.0.113.34 25
}

left() {
  did 'at once' 203.0.113.40 - FAILED 'lost connection' 0
  printf '%s\n' '!drop' | smtp 203.0.113.40 25
  did greeted 203.0.113.41 - FAILED 'lost connection' 0
  printf '%s\n' 'EHLO a' '!reset' | smtp 203.0.113.41 25
  did 'in the middle' 203.0.113.42 - FAILED 'lost connection' 1
  printf '%s\n' 'EHLO a' 'MAIL FROM:<x@example.net>' 'RCPT TO:<ann@example.org>' DATA '+half' '!drop' |
    smtp 203.0.113.42 25
  did orphan 203.0.113.42 - 'TIMED_OUT' 'never queued' 1
  did silent 203.0.113.43 - FAILED 'timed out' 0
  printf '%s\n' 'EHLO a' '!wait 7' NOOP | smtp 203.0.113.43 25
  did babble 203.0.113.44 - FAILED 'too many errors' 0
  printf '%s\n' X Y Z 'X 1' 'Y 1' | smtp 203.0.113.44 25
  did polite 203.0.113.45 - COMPLETED session 0
  printf '%s\n' 'EHLO a' NOOP QUIT | smtp 203.0.113.45 25
}

logged_in() {
  local right wrong
  right=$(printf '\0ann@mx1.example.org\0correct-horse' | base64)
  wrong=$(printf '\0ann@mx1.example.org\0wrong' | base64)
  did submitted 203.0.113.11 m50 COMPLETED sent 1
  {
    printf '%s\n' 'EHLO laptop' "AUTH PLAIN $right" 'MAIL FROM:<ann@example.org>' \
      'RCPT TO:<carl@mail.example.com>' DATA '+Message-ID: <m50@example.net>' '+Subject: out' + \
      '+Text.' . QUIT
  } | smtp 203.0.113.11 587
  did 'wrong password' 203.0.113.50 - FAILED 'log-in failed' 0
  printf '%s\n' 'EHLO a' "AUTH PLAIN $wrong" QUIT | smtp 203.0.113.50 587
  pause 1
  # An address that does not stop: 12 times, the tenth raises the alarm.
  for _ in 1 2 3 4 5 6; do
    did guessing 203.0.113.66 - FAILED 'log-in failed' 0
    printf '%s\n' 'EHLO a' "AUTH PLAIN $wrong" "AUTH PLAIN $wrong" QUIT | smtp 203.0.113.66 587
    pause 1
  done
}

play() {
  through_the_filter
  from_the_machine
  put_off
  looked_at
  turned_away
  left
  logged_in
  let_go
  sleep 14 # until the second instance has given up
  did last - m90 COMPLETED sent 1
  local_mail m90 root@example.org bob@example.org
  sleep 1.5
}
