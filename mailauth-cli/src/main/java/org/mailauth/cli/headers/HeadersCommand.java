package org.mailauth.cli.headers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.authres.trust.AuthservIds;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.command.ExitStatus;
import org.mailauth.cli.command.Surroundings;
import org.mailauth.cli.command.Version;
import org.mailauth.cli.html.HtmlFile;
import org.mailauth.cli.input.InputFiles;
import org.mailauth.cli.input.Inputs;
import org.mailauth.cli.options.AuthenticatorOptions;
import org.mailauth.cli.options.ClockOption;
import org.mailauth.cli.options.NameConverters;
import org.mailauth.cli.output.Console;
import org.mailauth.forensics.HeaderForensics;
import org.mailauth.forensics.Severity;
import org.mailauth.publicsuffix.PublicSuffixList;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mailauth headers}: reads headers as an analyst would. */
@Command(
        name = "headers",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        description =
                "Reads the headers of messages as an analyst would: the way of each message with its delays, and what "
                        + "deserves a second look. Findings inform and are no verdict. It asks nobody.",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            " 0:Every file was read, whatever was noticed.",
            " 2:The command line cannot be used, or some file cannot be read; the other files are still looked at.",
            "74:Standard output does not take what is written to it.",
            "70:Internal error, please report it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mailauth headers message.eml --own example.com --relay mx.example.com",
            "  mailauth headers message.eml --own example.com --protect 'Kim Minsu' --authserv-id mx.example.com",
            "  mailauth headers --html headers.html Maildir",
            "  mailauth headers --json Maildir | jq -r 'select(.findings[].severity == \"high\") | .file'",
        })
public final class HeadersCommand implements Callable<Integer> {
    private final Console console;
    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = {
                "Messages, or headers alone; - is standard input. Lines may end with CRLF or with LF.",
                "Of a directory: all files named *.eml and all Maildirs below it."
            })
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private List<String> files;

    @Option(
            names = "--own",
            paramLabel = "DOMAIN",
            converter = NameConverters.OfDomain.class,
            description = "A domain of yours; names below it are yours, too. May be given more than once.")
    private List<DomainName> own = new ArrayList<>();

    @Option(
            names = "--protect",
            paramLabel = "NAME",
            description = "A person whom strangers may want to be taken for. May be given more than once.")
    private List<String> people = new ArrayList<>();

    @Option(
            names = "--protect-domain",
            paramLabel = "DOMAIN",
            converter = NameConverters.OfDomain.class,
            description =
                    "A domain of others that strangers may imitate, such as your bank's. May be given more than once.")
    private List<DomainName> others = new ArrayList<>();

    @Option(
            names = "--relay",
            paramLabel = "HOST",
            description =
                    "A host of yours that mail comes in by, as it calls itself in Received fields, or its address. "
                            + "May be given more than once.")
    private List<String> relays = new ArrayList<>();

    @Option(
            names = "--authserv-id",
            paramLabel = "NAME",
            description = "Believe the Authentication-Results that this host of yours has put on top (RFC 8601 §4.1). "
                    + "It must remove those that others write in its name. May be given more than once. Default: none.")
    private List<String> authservIds = new ArrayList<>();

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ClockOption at;

    @ArgGroup
    private @Nullable Form form;

    /** How it is written; for people by default. */
    static final class Form {
        @Option(
                names = "--json",
                description =
                        "Write one JSON object a line and file that can be read, as docs/headers.md describes it.")
        private boolean json;

        @Option(
                names = "--html",
                paramLabel = "FILE",
                description =
                        "Write one HTML page with the way as a timeline to this file, in place of what it holds, and the text.")
        private @Nullable String html;
    }

    private final Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
    private int read;

    public HeadersCommand(Console console, Surroundings surroundings) {
        this.console = console;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandException {
        if (Collections.frequency(files, Inputs.STANDARD_INPUT) > 1) {
            throw new CommandException("standard input (-) can be named only once");
        }
        Form asked = form == null ? new Form() : form;
        HeaderForensics forensics = HeaderForensics.builder()
                .organizationalDomains(PublicSuffixList.builtIn())
                .ownDomains(Set.copyOf(own))
                .protectedDomains(Set.copyOf(others))
                .protectedNames(Set.copyOf(people))
                .trustedRelays(relays)
                .clock(at.clock(surroundings))
                .build();
        Optional<AuthservIds> believed = believed();
        Optional<HeadersPage> page = Optional.ofNullable(asked.html).map(name -> new HeadersPage());
        List<String> messages = new ArrayList<>();
        ExitStatus status = collect(messages);
        for (String file : messages) {
            console.progress(Inputs.title(file));
            try {
                ExaminedHeader examined =
                        ExaminedHeader.of(file, Inputs.message(file, console.in()), forensics, believed);
                write(examined, asked.json);
                page.ifPresent(html -> html.add(examined));
            } catch (CommandException unreadable) {
                console.error(unreadable.sentence());
                status = status.and(ExitStatus.UNUSABLE);
            }
        }
        console.clearProgress();
        if (messages.size() > 1 && !asked.json) {
            console.line("findings in " + HeadersText.count(read, "message") + ": " + sum());
        }
        if (page.isPresent() && asked.html != null) {
            HtmlFile.write(asked.html, page.get().html());
        }
        return status.code();
    }

    private Optional<AuthservIds> believed() throws CommandException {
        for (String id : authservIds) {
            AuthenticatorOptions.statement(id);
        }
        return authservIds.isEmpty() ? Optional.empty() : Optional.of(AuthservIds.of(authservIds));
    }

    private ExitStatus collect(List<String> messages) {
        List<String> unreadable = new ArrayList<>();
        for (String file : files) {
            Optional<Path> directory = InputFiles.directory(file);
            if (directory.isPresent()) {
                messages.addAll(InputFiles.below(directory.get(), unreadable::add));
            } else {
                messages.add(file);
            }
        }
        unreadable.forEach(console::error);
        return unreadable.isEmpty() ? ExitStatus.OK : ExitStatus.UNUSABLE;
    }

    private void write(ExaminedHeader examined, boolean json) {
        read++;
        examined.report().findings().forEach(finding -> counts.merge(finding.severity(), 1, Integer::sum));
        if (json) {
            console.line(new HeadersJson().line(examined));
        } else {
            HeadersText.lines(examined).forEach(console::line);
        }
        console.flush();
    }

    private String sum() {
        return HeadersText.SEVERITIES.stream()
                .map(severity -> severity.name() + " " + counts.getOrDefault(severity, 0))
                .collect(Collectors.joining(", "));
    }
}
