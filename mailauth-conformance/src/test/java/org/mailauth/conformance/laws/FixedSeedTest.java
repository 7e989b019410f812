package org.mailauth.conformance.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.LifecycleHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/** Laws can be run again with the same tries. */
class FixedSeedTest {
    private static final List<Long> TRIES = new ArrayList<>();

    @Example
    void hookIsKnownToTheEngineAndMeantForAllLaws() {
        assertThat(ServiceLoader.load(LifecycleHook.class)).hasAtLeastOneElementOfType(FixedSeed.class);
        assertThat(new FixedSeed(null).propagateTo()).isEqualTo(PropagationMode.ALL_DESCENDANTS);
    }

    @Example
    void seedDependsOnNumberAndLawOnly() {
        assertThat(FixedSeed.seed(1, "A#a")).isEqualTo(FixedSeed.seed(1, "A#a"));
        assertThat(FixedSeed.seed(1, "A#b")).isNotEqualTo(FixedSeed.seed(1, "A#a"));
        assertThat(FixedSeed.seed(2, "A#a")).isNotEqualTo(FixedSeed.seed(1, "A#a"));
    }

    @Property(tries = 20, edgeCases = EdgeCasesMode.NONE)
    @AddLifecycleHook(RunTwice.class)
    void lawMeetsTheSameTriesInEachRun(@ForAll long any) {
        TRIES.add(any);
    }

    /** Runs a law a second time and compares what it met. */
    static final class RunTwice implements AroundPropertyHook {
        @Override
        public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor law) {
            FixedSeed seed = new FixedSeed("1");
            seed.aroundProperty(context, law);
            List<Long> first = List.copyOf(TRIES);
            TRIES.clear();
            PropertyExecutionResult second = seed.aroundProperty(context, law);

            assertThat(first).hasSize(20).isEqualTo(TRIES);
            return second;
        }
    }
}
