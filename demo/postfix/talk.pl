# A bare SMTP client: talk.pl CLIENT SERVER PORT < COMMANDS
#
# Sends a command, waits for its answer, sends the next. A line that begins with + is data and has no
# answer. "!drop" closes the connection, "!reset" resets it, "!wait N" waits. Up to the first line
# nothing is sent; the greeting is read.
use strict;
use warnings;
use IO::Socket::INET;
use Socket qw(SOL_SOCKET SO_LINGER);

my ($client, $server, $port) = @ARGV;
my $s = IO::Socket::INET->new(
    LocalAddr => $client, PeerAddr => $server, PeerPort => $port, Proto => 'tcp', Timeout => 10)
  or die "talk.pl: $!\n";
$s->autoflush(1);

sub answer {
    while (defined(my $line = <$s>)) {
        return 1 if $line =~ /^\d\d\d /;
    }
    return 0;
}

answer();
while (my $line = <STDIN>) {
    chomp $line;
    if ($line eq '!drop')  { last }
    if ($line eq '!reset') { setsockopt($s, SOL_SOCKET, SO_LINGER, pack('ii', 1, 0)); last }
    if ($line =~ /^!wait (\S+)/) { select(undef, undef, undef, $1); next }
    if ($line =~ /^\+(.*)/) { print $s "$1\r\n"; next }
    print $s "$line\r\n";
    last if !answer();
}
close $s;
