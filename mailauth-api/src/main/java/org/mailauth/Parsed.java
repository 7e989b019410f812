package org.mailauth;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells what could be read from an input, and every problem met while reading it.
 *
 * <p>A value may be present beside problems: what the standards let a reader ignore does not spoil the rest. An absent
 * value always comes with at least one problem. Immutable and thread-safe when the value is.
 *
 * @param <T> what was read
 */
public final class Parsed<T> {
    private final @Nullable T value;
    private final List<Problem> problems;

    private Parsed(@Nullable T value, List<Problem> problems) {
        this.value = value;
        this.problems = List.copyOf(problems);
    }

    /**
     * A value without any problem.
     *
     * @param <T> what was read
     * @param value what was read
     * @return the outcome
     */
    public static <T> Parsed<T> of(T value) {
        return new Parsed<>(Objects.requireNonNull(value, "value"), List.of());
    }

    /**
     * A value beside the problems that did not spoil it.
     *
     * @param <T> what was read
     * @param value what was read
     * @param problems what was ignored or repaired, may be empty
     * @return the outcome
     */
    public static <T> Parsed<T> of(T value, List<Problem> problems) {
        return new Parsed<>(Objects.requireNonNull(value, "value"), problems);
    }

    /**
     * No usable value.
     *
     * @param <T> what should have been read
     * @param problems why not; at least one
     * @return the outcome
     */
    public static <T> Parsed<T> unusable(List<Problem> problems) {
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("problems must say why there is no value");
        }
        return new Parsed<>(null, problems);
    }

    /**
     * No usable value, for one reason.
     *
     * @param <T> what should have been read
     * @param problem why not
     * @return the outcome
     */
    public static <T> Parsed<T> unusable(Problem problem) {
        return unusable(List.of(problem));
    }

    /**
     * What was read.
     *
     * @return the value, empty when the input was unusable
     */
    public Optional<T> value() {
        return Optional.ofNullable(value);
    }

    /**
     * Everything that was wrong with the input, in input order.
     *
     * @return unmodifiable, possibly empty
     */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * The value, for inputs that the program's author wrote.
     *
     * @return the value
     * @throws IllegalArgumentException naming every problem, when there is no value
     */
    public T orElseThrow() {
        if (value == null) {
            throw new IllegalArgumentException(
                    problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
        }
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Parsed<?> that && Objects.equals(value, that.value) && problems.equals(that.problems);
    }

    @Override
    public int hashCode() {
        return Objects.hash(value, problems);
    }

    @Override
    public String toString() {
        return (value == null ? "unusable" : value.toString()) + (problems.isEmpty() ? "" : " " + problems);
    }
}
