package org.mailauth.mtasts;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.mailauth.DomainName;
import org.mailauth.Problem;

/**
 * Remembers policies, which is what makes MTA-STS safe: whoever hides a record or a policy host from a sender gains
 * nothing while the sender remembers the policy (RFC 8461 §10.2).
 *
 * <p>There is one in memory and one on disk, and a program with a store of its own implements this interface. Contract for
 * implementations:
 *
 * <ul>
 *   <li>safe for concurrent use;
 *   <li>a policy is kept until it expires; one that is dropped earlier, for want of room, is protection lost;
 *   <li>a policy is told exactly as it was put or not at all;
 *   <li>of two policies of one domain that were got within an hour the later one is kept, in whatever order they are put;
 *       otherwise the one that is put last, because the clock may have been set back;
 *   <li>whether a policy has expired is for the caller to see: an expired one may still be told;
 *   <li>a store that cannot be reached throws {@link java.io.UncheckedIOException}: it must not seem to be empty, because
 *       mail would then be sent without protection.
 * </ul>
 */
public interface MtaStsPolicyCache {
    /**
     * The policy of a domain.
     *
     * @param domain the Policy Domain
     * @return empty when none is remembered
     */
    Optional<CachedPolicy> get(DomainName domain);

    /**
     * Remembers a policy in place of an older one of its domain.
     *
     * @param policy what to remember
     */
    void put(CachedPolicy policy);

    /**
     * Tells every policy, expired or not.
     *
     * @param action hears of each policy once, in any order; what it throws ends the telling and reaches the caller
     */
    void forEach(Consumer<? super CachedPolicy> action);

    /**
     * Forgets the policies that have expired, so that room and disk do not fill. Nothing else depends on it.
     *
     * @param now the time
     */
    void removeExpired(Instant now);

    /**
     * A cache in memory, which a restart empties.
     *
     * @param maximum how many policies of ordinary size, at least one; one with many hosts counts as several. When there
     *     are more, those that are seldom asked for are dropped
     * @return an empty cache
     */
    static MtaStsPolicyCache inMemory(int maximum) {
        return new MemoryPolicyCache(maximum);
    }

    /**
     * A cache on disk, for up to 100,000 policies, which survives a restart, a crash at any moment, and several processes
     * that use the directory at the same time; see {@link #onDisk(Path, int, Consumer)}.
     *
     * @param directory is made if it is not there; must belong to nobody else
     * @return the cache, with what the directory holds
     * @throws IOException when the directory cannot be made, read or written
     */
    static MtaStsPolicyCache onDisk(Path directory) throws IOException {
        return onDisk(directory, 100_000, problem -> {});
    }

    /**
     * A cache on disk, which survives a restart, a crash at any moment, and several processes that use the directory at the
     * same time.
     *
     * <p>One file for each policy, named after a hash of the domain, written beside its place, flushed and then moved there
     * in one step; it carries a checksum. A file that was not written so is never believed: it is reported and counts as
     * absent. Files are readable by their owner only. The directory needs a file system with atomic renaming. An error of
     * the file system is an {@link java.io.UncheckedIOException}; a thread that is interrupted may fail to remember a
     * policy in that way.
     *
     * @param directory is made if it is not there; must belong to nobody else
     * @param maximum how many policies, at least one; when there are more, those that were written longest ago go
     * @param problems hears of files that are not believed, on the thread that met them; must be safe for concurrent use
     * @return the cache, with what the directory holds
     * @throws IOException when the directory cannot be made, read or written
     */
    static MtaStsPolicyCache onDisk(Path directory, int maximum, Consumer<? super Problem> problems)
            throws IOException {
        return DiskPolicyCache.open(directory, maximum, problems);
    }
}
