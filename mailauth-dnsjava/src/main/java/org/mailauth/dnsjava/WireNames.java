package org.mailauth.dnsjava;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.mailauth.dns.DnsName;
import org.xbill.DNS.Name;

/** Turns names of the one library into names of the other, label by label and octet by octet. */
final class WireNames {
    private WireNames() {}

    static Name toWire(DnsName name) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        for (String label : name.labels()) {
            byte[] octets = label.getBytes(StandardCharsets.ISO_8859_1);
            wire.write(octets.length);
            wire.write(octets, 0, octets.length);
        }
        wire.write(0);
        try {
            // Wire form, not text: neither a search path nor another idea of escapes can touch the name.
            return new Name(wire.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("every DnsName has a wire form", e);
        }
    }

    static DnsName fromWire(Name name) {
        List<String> labels = new ArrayList<>();
        for (int at = 0; at < name.labels(); at++) {
            byte[] label = name.getLabel(at);
            if (label[0] != 0) {
                labels.add(new String(label, 1, label[0], StandardCharsets.ISO_8859_1));
            }
        }
        return DnsName.parseLabels(labels).orElseThrow();
    }
}
