// Command go-msgauth-signer signs with the library go-msgauth, which brings no command that does.
//
//	sign DOMAIN SELECTOR ALGORITHM KEY HEADER-CANON BODY-CANON [IN OUT]...
//	    writes to OUT what is in IN, signed
//
// Keys are PKCS#8 in PEM, and tell the algorithm.
package main

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"encoding/pem"
	"log"
	"os"

	"github.com/emersion/go-msgauth/dkim"
)

func read(name string) []byte {
	octets, err := os.ReadFile(name)
	if err != nil {
		log.Fatal(err)
	}
	return octets
}

func privateKey(name string) crypto.Signer {
	block, _ := pem.Decode(read(name))
	if block == nil {
		log.Fatal("no PEM in " + name)
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		log.Fatal(err)
	}
	return key.(crypto.Signer)
}

func main() {
	if len(os.Args) < 8 || os.Args[1] != "sign" {
		log.Fatal("usage: sign DOMAIN SELECTOR ALGORITHM KEY HEADER-CANON BODY-CANON [IN OUT]...")
	}
	options := &dkim.SignOptions{
		Domain:                 os.Args[2],
		Selector:               os.Args[3],
		Signer:                 privateKey(os.Args[5]),
		HeaderCanonicalization: dkim.Canonicalization(os.Args[6]),
		BodyCanonicalization:   dkim.Canonicalization(os.Args[7]),
	}
	for names := os.Args[8:]; len(names) > 1; names = names[2:] {
		var signed bytes.Buffer
		if err := dkim.Sign(&signed, bytes.NewReader(read(names[0])), options); err != nil {
			log.Fatal(names[0], ": ", err)
		}
		if err := os.WriteFile(names[1], signed.Bytes(), 0o600); err != nil {
			log.Fatal(err)
		}
	}
}
