package org.mailauth.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class HeaderFieldLawsTest {

    @Property
    void whateverIsAcceptedIsReadBackAsExactlyThisField(@ForAll String name, @ForAll String body) {
        HeaderField field;
        try {
            field = HeaderField.of("X" + name.replaceAll("[^!-9;-~]", ""), body);
        } catch (IllegalArgumentException refused) {
            assertThat(body).containsPattern("[\r\n\0]");
            return;
        }
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        written.writeBytes(field.octets());
        written.writeBytes("\r\nbody".getBytes(UTF_8));
        Message message = Message.of(written.toByteArray());
        assertThat(message.header().all()).containsExactly(field);
        assertThat(message.bodyLength()).isEqualTo(4);
    }
}
