package org.mailauth.cli.rotate;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailauth.Problem;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.command.ExitStatus;
import org.mailauth.cli.command.Surroundings;
import org.mailauth.cli.command.Version;
import org.mailauth.cli.options.ClockOption;
import org.mailauth.cli.options.DurationConverter;
import org.mailauth.cli.output.Console;
import org.mailauth.cli.output.JsonLine;
import org.mailauth.dkim.ZoneRecord;
import org.mailauth.dkim.rotation.KeyRotationPlan;
import org.mailauth.dkim.rotation.RotationAction;
import org.mailauth.dkim.rotation.RotationStep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rotate plan}: what to do with which key, and when. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        description =
                "Tells from the keys of a domain what to do next with which of them, when and why, with the text for "
                        + "the zone. Changes nothing: write into the file what you did, and ask again.",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            " 0:There is a plan, whether something is due or not.",
            " 2:The command line or the file cannot be used.",
            "74:Standard output does not take what is written to it.",
            "70:Internal error, please report it."
        },
        footerHeading = "%nThe file, for a domain with one key that signs:%n",
        footer = {
            "  {\"domain\": \"example.com\", \"policy\": {\"period\": \"P180D\"}, \"keys\": [",
            "    {\"selector\": \"s1\", \"algorithm\": \"rsa-sha256\",",
            "     \"published\": \"2026-06-01T08:00:00Z\", \"firstSigned\": \"2026-06-03T08:00:00Z\"}]}",
            "",
            "Members of a key besides these: record (its text), lastSigned, revoked, removed,",
            "compromised. Members of the policy: algorithms, rsaBits, together, standby, period,",
            "preparation, overlap, recordTtl, negativeTtl, propagation, signatureLifetime,",
            "queueLifetime, clockSkew, revokedFor; docs/key-rotation.md explains them.",
            "",
            "Example:",
            "  mailauth rotate plan keys.json --foresee 365d"
        })
public final class RotatePlanCommand implements Callable<Integer> {
    private final Console console;
    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", description = "What is known of the keys, in JSON; nothing secret.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private String file;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ClockOption at;

    @Option(
            names = "--foresee",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description =
                    "Add the calendar of the time to come, if each step is taken as soon as it may be. Such as 365d.")
    private @Nullable Duration horizon;

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    public RotatePlanCommand(Console console, Surroundings surroundings) {
        this.console = console;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandException {
        RotationFile known = RotationFile.read(file);
        Instant now = at.clock(surroundings).instant();
        KeyRotationPlan plan = KeyRotationPlan.of(known.domain(), known.keys(), known.policy(), now);
        if (json) {
            console.line(new JsonLine().of(members -> write(members, plan)));
        } else {
            show(plan);
        }
        return ExitStatus.OK.code();
    }

    private void show(KeyRotationPlan plan) {
        for (Problem problem : plan.problems()) {
            console.line("problem: " + problem);
        }
        console.line("keys of " + plan.domain() + " at " + plan.now());
        section("due now", plan.due());
        section(
                "later",
                plan.steps().stream()
                        .filter(step -> step.action().isWork() && !step.isDue(plan.now()))
                        .toList());
        section(
                "to be left alone",
                plan.steps().stream().filter(step -> !step.action().isWork()).toList());
        if (horizon != null) {
            console.line("");
            console.line("calendar:");
            plan.foresee(horizon).forEach(step -> console.line("  " + line(step)));
        }
    }

    private void section(String title, List<RotationStep> steps) {
        if (steps.isEmpty()) {
            return;
        }
        console.line("");
        console.line(title + ":");
        for (RotationStep step : steps) {
            console.line("  " + line(step));
            step.zone().ifPresent(zone -> zone.lines().forEach(text -> console.line("      " + text)));
        }
    }

    private static String line(RotationStep step) {
        // What is left alone is so from now on; the end matters.
        String when = step.action().isWork()
                ? step.at().toString()
                : step.until().map(end -> "until " + end).orElse("for now");
        return when + "  " + word(step.action()) + " " + step.selector() + ": " + step.text();
    }

    private static String word(RotationAction action) {
        return action.name().toLowerCase(Locale.ROOT);
    }

    private void write(JsonGenerator json, KeyRotationPlan plan) throws IOException {
        json.writeStringField("domain", plan.domain().toString());
        json.writeStringField("now", plan.now().toString());
        JsonLine.text(json, "nextChange", plan.nextChange());
        write(json, "steps", plan.steps(), plan.now());
        if (horizon == null) {
            json.writeNullField("calendar");
        } else {
            write(json, "calendar", plan.foresee(horizon), plan.now());
        }
        JsonLine.problems(json, plan.problems());
    }

    private static void write(JsonGenerator json, String name, List<RotationStep> steps, Instant now)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (RotationStep step : steps) {
            json.writeStartObject();
            json.writeStringField("action", word(step.action()));
            json.writeStringField("selector", step.selector().toString());
            json.writeStringField("algorithm", step.algorithm().word());
            json.writeStringField("at", step.at().toString());
            JsonLine.text(json, "until", step.until());
            json.writeBooleanField("due", step.isDue(now));
            json.writeStringField("text", step.text());
            Optional<ZoneRecord> zone = step.zone();
            JsonLine.text(json, "zone", zone);
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
