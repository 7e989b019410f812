# Mail::DKIM's chains at the command line.
#
# verify FILE...
#     for each file a line: file, pass, fail or none, why; separated by tabs
# seal DOMAIN SELECTOR KEY SRV-ID IN OUT
#     writes to OUT what is in IN, sealed by what its Authentication-Results say
#
# Keys are PKCS#8 in PEM. Keys of others come from the DNS, by way of /etc/resolv.conf.
use strict;
use warnings;

use Mail::DKIM::ARC::Signer;
use Mail::DKIM::ARC::Verifier;
use Mail::DKIM::PrivateKey;

sub octets {
    my ($name) = @_;
    open my $in, '<:raw', $name or die "cannot read $name: $!\n";
    local $/;
    return scalar <$in>;
}

sub verify {
    for my $name (@_) {
        my $verifier = Mail::DKIM::ARC::Verifier->new;
        $verifier->PRINT(octets($name));
        $verifier->CLOSE;
        printf "%s\t%s\t%s\n", $name, $verifier->result, $verifier->result_detail;
    }
}

sub seal {
    my ($domain, $selector, $key, $srv_id, $source, $target) = @_;
    my $message = octets($source);
    my $signer  = Mail::DKIM::ARC::Signer->new(
        Algorithm => 'rsa-sha256',
        Chain     => 'ar',
        Domain    => $domain,
        SrvId     => $srv_id,
        Selector  => $selector,
        Key       => Mail::DKIM::PrivateKey->load(File => $key),
    );
    $signer->PRINT($message);
    $signer->CLOSE;
    die "not sealed: $signer->{details}\n" if $signer->result ne 'sealed';
    open my $out, '>:raw', $target or die "cannot write $target: $!\n";
    print {$out} join("\r\n", $signer->as_strings), "\r\n", $message;
    close $out or die "cannot write $target: $!\n";
}

my %commands = (verify => \&verify, seal => \&seal);
my $command  = $commands{ shift // '' } or die "usage: verify FILE... | seal ...\n";
$command->(@ARGV);
