# Mail::DKIM at the command line.
#
# verify FILE...
#     for each signature a line: file, place among the signatures, pass or fail, why; separated by tabs
# sign DOMAIN SELECTOR ALGORITHM KEY HEADER-CANON BODY-CANON [IN OUT]...
#     writes to OUT what is in IN, signed
#
# Keys are PKCS#8 in PEM. Keys of others come from the DNS, by way of /etc/resolv.conf.
use strict;
use warnings;

use Mail::DKIM::PrivateKey;
use Mail::DKIM::Signer;
use Mail::DKIM::Verifier;

sub octets {
    my ($name) = @_;
    open my $in, '<:raw', $name or die "cannot read $name: $!\n";
    local $/;
    return scalar <$in>;
}

sub verify {
    for my $name (@_) {
        my $verifier = Mail::DKIM::Verifier->new;
        $verifier->PRINT(octets($name));
        $verifier->CLOSE;
        my $place = 0;
        for my $signature ($verifier->signatures) {
            my $result = $signature->result // 'none';
            printf "%s\t%d\t%s\t%s\n", $name, $place++, $result eq 'pass' ? 'pass' : 'fail',
              $signature->result_detail // $result;
        }
    }
}

sub sign {
    my ($domain, $selector, $algorithm, $key, $header_canon, $body_canon, @names) = @_;
    my $secret = Mail::DKIM::PrivateKey->load(File => $key);
    while (my ($source, $target) = splice @names, 0, 2) {
        my $message = octets($source);
        my $signer  = Mail::DKIM::Signer->new(
            Algorithm => $algorithm,
            Method    => "$header_canon/$body_canon",
            Domain    => $domain,
            Selector  => $selector,
            Key       => $secret,
        );
        $signer->PRINT($message);
        $signer->CLOSE;
        open my $out, '>:raw', $target or die "cannot write $target: $!\n";
        print {$out} $signer->signature->as_string, "\r\n", $message;
        close $out or die "cannot write $target: $!\n";
    }
}

my %commands = (verify => \&verify, sign => \&sign);
my $command  = $commands{ shift // '' } or die "usage: verify FILE... | sign ...\n";
$command->(@ARGV);
