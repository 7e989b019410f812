package org.mailauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mailauth.Problem;
import org.mailauth.arc.ArcVerifier;
import org.mailauth.authenticator.MailAuthenticator;
import org.mailauth.dane.DaneVerifier;
import org.mailauth.dkim.DkimVerifier;
import org.mailauth.dmarc.DmarcEvaluator;
import org.mailauth.dnsjava.DnsjavaResolver;
import org.mailauth.forensics.HeaderForensics;
import org.mailauth.mtasts.MtaStsPolicyFetcher;
import org.mailauth.publicsuffix.PublicSuffixList;
import org.mailauth.replay.ReplayBundle;
import org.mailauth.report.dmarc.AggregateReportReader;
import org.mailauth.spf.SpfEvaluator;
import org.mailauth.testkit.InMemoryDns;
import org.mailauth.tlsrpt.TlsReport;
import org.mailauth.transport.OutboundTlsPlanner;

/**
 * What users see consists of the JDK's types and of types that users see: nothing of a dependency, and nothing from a
 * package named internal, leaks through a public signature.
 */
class PublicApiTest {
    private final JavaClasses published = new ClassFileImporter()
            .importPaths(Stream.of(
                            Problem.class,
                            SpfEvaluator.class,
                            DkimVerifier.class,
                            DmarcEvaluator.class,
                            PublicSuffixList.class,
                            ArcVerifier.class,
                            MailAuthenticator.class,
                            DaneVerifier.class,
                            MtaStsPolicyFetcher.class,
                            ReplayBundle.class,
                            TlsReport.class,
                            OutboundTlsPlanner.class,
                            AggregateReportReader.class,
                            HeaderForensics.class,
                            DnsjavaResolver.class,
                            InMemoryDns.class)
                    .map(PublicApiTest::location)
                    .toList());

    private static Path location(Class<?> type) {
        try {
            URI uri = type.getProtectionDomain().getCodeSource().getLocation().toURI();
            return Path.of(uri);
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static boolean isSeen(JavaClass type) {
        boolean open = type.getModifiers().contains(JavaModifier.PUBLIC)
                && !type.getPackageName().contains(".internal");
        return open && type.getEnclosingClass().map(PublicApiTest::isSeen).orElse(true);
    }

    private static boolean isOpen(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    @Test
    void signaturesUseTypesThatUsersSee() {
        List<String> leaks = new ArrayList<>();
        int signatures = 0;
        for (JavaClass type : published) {
            if (isSeen(type)) {
                for (JavaCodeUnit unit : type.getCodeUnits()) {
                    signatures += collectLeaks(unit, leaks);
                }
                for (JavaField field : type.getFields()) {
                    if (isOpen(field.getModifiers())) {
                        collect(field.getType(), field.getFullName(), leaks);
                    }
                }
            }
        }
        assertThat(leaks).isEmpty();
        assertThat(signatures).as("signatures looked at").isGreaterThan(200);
    }

    private static int collectLeaks(JavaCodeUnit unit, List<String> leaks) {
        if (!isOpen(unit.getModifiers())) {
            return 0;
        }
        unit.getParameterTypes().forEach(type -> collect(type, unit.getFullName(), leaks));
        collect(unit.getReturnType(), unit.getFullName(), leaks);
        unit.getExceptionTypes().forEach(type -> collect(type, unit.getFullName(), leaks));
        return 1;
    }

    private static void collect(JavaType type, String where, List<String> leaks) {
        for (JavaClass raw : type.getAllInvolvedRawTypes()) {
            JavaClass base = raw.getBaseComponentType();
            boolean ours = base.getPackageName().startsWith("org.mailauth");
            boolean seen = ours
                    ? isSeen(base)
                    : base.isPrimitive() || base.getPackageName().startsWith("java");
            if (!seen) {
                leaks.add(where + " shows " + base.getName());
            }
        }
    }
}
