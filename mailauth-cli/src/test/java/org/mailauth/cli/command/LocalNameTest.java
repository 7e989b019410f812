package org.mailauth.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mailauth.DomainName;
import org.mailauth.authres.AuthenticationResults;

class LocalNameTest {
    @Test
    void nameOfTheMachineIsANameThatCanBeWritten() {
        String name = LocalName.of(System.getenv());

        assertThat(DomainName.parse(name).value()).isPresent();
        assertThat(AuthenticationResults.none(name).authservId()).isEqualTo(name);
    }

    @Test
    void nameThatIsNoneIsNotTaken() {
        assertThat(LocalName.firstOf("", "a b", "\u0000", "..", "Mx.Example.net\n", "other.example"))
                .isEqualTo("mx.example.net");
        assertThat(LocalName.firstOf()).isEqualTo("localhost");
        assertThat(LocalName.of(Map.of("HOSTNAME", "("))).doesNotContain("(");
    }
}
