package org.mailauth.dnsjava;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.mailauth.dns.DnsType;
import org.xbill.DNS.Name;

/**
 * The servers, and which of them to ask first: the one that answered last, so that a dead server costs its timeout once
 * and not for every question.
 */
final class Servers {
    private final Settings settings;
    private final AtomicInteger first = new AtomicInteger();

    Servers(Settings settings) {
        this.settings = settings;
    }

    Settings settings() {
        return settings;
    }

    /** Asks until a server answers, all have failed, or time is over. */
    Verdict ask(Name name, DnsType type, TimeLeft time) {
        return new Attempt(this, Exchange.of(name, type, settings.trusted()), time).run();
    }

    List<Candidate> candidates() {
        List<InetSocketAddress> servers = settings.servers();
        int start = first.get();
        List<Candidate> candidates = new ArrayList<>(servers.size());
        for (int at = 0; at < servers.size(); at++) {
            int index = (start + at) % servers.size();
            candidates.add(new Candidate(index, servers.get(index), settings.tcpOnly()));
        }
        return candidates;
    }

    void answered(Candidate candidate) {
        first.set(candidate.index());
    }
}
