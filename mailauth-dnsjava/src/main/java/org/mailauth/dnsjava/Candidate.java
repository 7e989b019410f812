package org.mailauth.dnsjava;

import java.net.InetSocketAddress;

/** One server during one attempt, and how it is to be asked from now on. Confined to one thread. */
final class Candidate {
    private final int index;
    private final InetSocketAddress address;
    private boolean tcp;
    private boolean edns = true;
    private boolean done;

    Candidate(int index, InetSocketAddress address, boolean tcp) {
        this.index = index;
        this.address = address;
        this.tcp = tcp;
    }

    int index() {
        return index;
    }

    InetSocketAddress address() {
        return address;
    }

    boolean tcp() {
        return tcp;
    }

    boolean edns() {
        return edns;
    }

    /** Whether it has said its last word on the question. */
    boolean done() {
        return done;
    }

    void askByTcp() {
        tcp = true;
    }

    void askWithoutEdns() {
        edns = false;
    }

    void giveUp() {
        done = true;
    }
}
