package org.mailauth.conformance.laws;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import net.jqwik.api.FixedSeedMode;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyAttributes;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import org.jspecify.annotations.Nullable;

/**
 * Gives every law the same tries in each run, where the environment variable {@value #VARIABLE} holds a number: a check
 * that was red is red again, and one that was green stays green for the same sources. Without the variable each run tries
 * something new. A seed of its own for each law keeps the order of tests out of it. Registered as a service of jqwik.
 */
public final class FixedSeed implements AroundPropertyHook {
    /** The variable that holds the number. */
    public static final String VARIABLE = "MAILAUTH_TEST_SEED";

    private final @Nullable String number;

    /** As the environment says; called by jqwik. */
    public FixedSeed() {
        this(System.getenv(VARIABLE));
    }

    FixedSeed(@Nullable String number) {
        this.number = number;
    }

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        PropertyAttributes attributes = context.attributes();
        if (number != null && attributes.seed().isEmpty()) {
            String law = context.containerClass().getName()
                    + '#'
                    + context.targetMethod().getName();
            attributes.setSeed(Long.toString(seed(Long.parseLong(number), law)));
            attributes.setWhenFixedSeed(FixedSeedMode.ALLOW);
        }
        return property.execute();
    }

    /** The seed of one law; another for each law and each number. */
    static long seed(long number, String law) {
        CRC32 sum = new CRC32();
        sum.update(law.getBytes(StandardCharsets.UTF_8));
        return number << 32 ^ sum.getValue();
    }
}
