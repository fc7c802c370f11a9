# A content filter between two queues: filter.pl PORT NEXT
#
# Takes mails on PORT of the loopback device, hands each command on to NEXT and its answer back. A mail
# with "Subject: spam" it refuses itself, when it has seen it all, and hangs up on the other side.
use strict;
use warnings;
use IO::Socket::INET;

my ($port, $next) = @ARGV;
$SIG{CHLD} = 'IGNORE';
my $listener = IO::Socket::INET->new(
    LocalAddr => '127.0.0.1', LocalPort => $port, Listen => 16, ReuseAddr => 1)
  or die "filter.pl: $!\n";

sub answer {
    my ($from) = @_;
    my $all = '';
    while (defined(my $line = <$from>)) {
        $all .= $line;
        return $all if $line =~ /^\d\d\d /;
    }
    return '';
}

while (my $client = $listener->accept) {
    next if fork;
    my $queue = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $next) or exit 1;
    $_->autoflush(1) for $client, $queue;
    print $client answer($queue);
    while (my $command = <$client>) {
        print $queue $command;
        my $answer = answer($queue);
        print $client $answer;
        last if $answer eq '';
        next unless $command =~ /^DATA/i && $answer =~ /^354/;
        my $spam = 0;
        my @mail;
        while (my $line = <$client>) {
            $spam = 1 if $line =~ /^Subject: spam/;
            push @mail, $line;
            last if $line eq ".\r\n";
        }
        if ($spam) {
            close $queue;
            print $client "554 5.7.1 Refused as spam\r\n";
            last;
        }
        select(undef, undef, undef, 0.2);
        print $queue @mail;
        print $client answer($queue);
    }
    exit 0;
}
