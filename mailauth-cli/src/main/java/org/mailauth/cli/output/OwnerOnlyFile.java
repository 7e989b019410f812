package org.mailauth.cli.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Writes files that nobody but their owner can read, at no moment. */
public final class OwnerOnlyFile {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private OwnerOnlyFile() {}

    /** Writes a file that must not exist yet; a symbolic link is a file that exists. */
    public static void create(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                ownerOnly(file.getFileSystem()))) {
            fill(channel, file, content);
        }
    }

    /** Writes a file in place of one that may exist: at every moment there is the old file or the whole new one. */
    public static void replace(Path file, byte[] content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "it is a directory");
        }
        Path fresh = Files.createTempFile(folder, ".mailauth-", ".tmp", ownerOnly(file.getFileSystem()));
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            fill(channel, fresh, content);
        }
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            Files.deleteIfExists(fresh);
            throw failed;
        }
    }

    private static void fill(FileChannel channel, Path file, byte[] content) throws IOException {
        try {
            requireOwnerOnly(file);
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        } catch (IOException failed) {
            Files.deleteIfExists(file);
            throw failed;
        }
    }

    private static FileAttribute<?> ownerOnly(FileSystem system) throws IOException {
        Set<String> views = system.supportedFileAttributeViews();
        if (views.contains("posix")) {
            return PosixFilePermissions.asFileAttribute(OWNER_ONLY);
        }
        if (views.contains("acl")) {
            return new OwnerAcl(List.of(AclEntry.newBuilder()
                    .setType(AclEntryType.ALLOW)
                    .setPrincipal(system.getUserPrincipalLookupService()
                            .lookupPrincipalByName(System.getProperty("user.name", "")))
                    .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                    .build()));
        }
        throw new IOException("this file system cannot keep a file from others");
    }

    /** Some file systems take permissions and forget them. */
    private static void requireOwnerOnly(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")
                && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IOException("this file system does not keep a file from others");
        }
    }

    private record OwnerAcl(List<AclEntry> value) implements FileAttribute<List<AclEntry>> {
        @Override
        public String name() {
            return "acl:acl";
        }
    }
}
