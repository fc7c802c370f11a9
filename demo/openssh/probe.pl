# A bare TCP client for the recording: probe.pl FROM TO PORT STEP...
#   read        waits for the server's first line
#   send:TEXT   sends TEXT (\r, \n and \0 are known)
#   hold:N      stays connected for N seconds, or until the server hangs up
#   close       hangs up in good order
#   reset       hangs up with a TCP reset
#   relay       passes standard input and output through; the connection is reset when killed
use strict;
use warnings;
use IO::Select;
use IO::Socket::IP;
use Socket qw(SOL_SOCKET SO_LINGER);

my ($from, $to, $port, @steps) = @ARGV;
my $peer = IO::Socket::IP->new(LocalAddr => $from, PeerAddr => $to, PeerPort => $port, Timeout => 5)
  or die "probe.pl: $to:$port: $@\n";
$peer->autoflush(1);
local $SIG{PIPE} = 'IGNORE';

sub reset_on_close { setsockopt($peer, SOL_SOCKET, SO_LINGER, pack('ii', 1, 0)) }

sub relay {
  reset_on_close();
  my $ready = IO::Select->new($peer, \*STDIN);
  while (1) {
    for my $in ($ready->can_read) {
      my $got = sysread($in, my $bytes, 65536);
      return unless $got;
      syswrite($in == $peer ? \*STDOUT : $peer, $bytes);
    }
  }
}

for my $step (@steps) {
  if ($step eq 'read') { my $line = <$peer> }
  elsif ($step =~ /^send:(.*)/s) {
    (my $text = $1) =~ s/\\([rn0])/{ r => "\r", n => "\n", 0 => "\0" }->{$1}/ge;
    syswrite($peer, $text);
  }
  elsif ($step =~ /^hold:(.*)/) {
    my $end = time + $1;
    my $ready = IO::Select->new($peer);
    while ((my $left = $end - time) > 0) { last if $ready->can_read($left) && !sysread($peer, my $bytes, 65536) }
  }
  elsif ($step eq 'close') { close $peer }
  elsif ($step eq 'reset') { reset_on_close(); close $peer }
  elsif ($step eq 'relay') { relay() }
  else { die "probe.pl: unknown step $step\n" }
}
