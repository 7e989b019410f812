package org.mailauth.realparts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds programs where Debian puts them; one that is missing is a failure, never a reason to skip a test. */
final class Program {
    private static final List<String> FOLDERS = List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin");

    /** Where {@code .ci/real-parts} puts programs of packages that cannot be installed beside others. */
    private static final String UNPACKED = "/opt/mailauth-real-parts";

    private Program() {}

    /** The search path for programs that start further programs. */
    static String searchPath() {
        return String.join(":", FOLDERS);
    }

    /**
     * Finds a program.
     *
     * @param name file name of the program
     * @param debianPackage the package that brings it
     * @return its absolute path
     * @throws IllegalStateException naming the package, when the program is not installed
     */
    static String find(String name, String debianPackage) {
        return Stream.concat(FOLDERS.stream(), Stream.of(UNPACKED))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(name + " is not installed (Debian: package " + debianPackage + ")"))
                .toString();
    }
}
