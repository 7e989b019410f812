package org.mailauth.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CommandExceptionTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new NoSuchFileException("x"), "no such file or directory"),
                Arguments.of(new AccessDeniedException("x"), "permission denied"),
                Arguments.of(new FileAlreadyExistsException("x"), "it exists already"),
                Arguments.of(new FileSystemException("x", null, "File name too long"), "File name too long"),
                Arguments.of(new FileSystemException("x"), "FileSystemException"),
                Arguments.of(new IOException("Is a directory"), "Is a directory"),
                Arguments.of(new EOFException(), "EOFException"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failureOfTheSystemIsPutIntoWords(IOException failure, String words) {
        assertThat(CommandException.of("cannot read 'x'", failure).sentence()).isEqualTo("cannot read 'x': " + words);
    }
}
