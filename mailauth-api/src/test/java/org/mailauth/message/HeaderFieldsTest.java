package org.mailauth.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderFieldsTest {
    private static final HeaderField FIRST = HeaderField.of("Received", " one");
    private static final HeaderField FROM = HeaderField.of("From", " a@example.com");
    private static final HeaderField SECOND = HeaderField.of("RECEIVED", " two");

    private final HeaderFields header = HeaderFields.of(List.of(FIRST, FROM, SECOND));

    @Test
    void fieldsAreFoundByNameFromTheTop() {
        assertThat(header.named("received")).containsExactly(FIRST, SECOND);
        assertThat(header.first("receiveD")).contains(FIRST);
        assertThat(header.first("FROM")).contains(FROM);
    }

    @Test
    void missingNameHasNoFields() {
        assertThat(header.named("Sender")).isEmpty();
        assertThat(header.first("Sender")).isEmpty();
    }

    @Test
    void orderIsThatOfTheMessage() {
        assertThat(header).containsExactly(FIRST, FROM, SECOND);
        assertThat(header.all()).containsExactly(FIRST, FROM, SECOND);
        assertThat(header.size()).isEqualTo(3);
    }

    @Test
    void listsCannotBeChanged() {
        List<HeaderField> fields = new ArrayList<>(List.of(FIRST));
        HeaderFields copied = HeaderFields.of(fields);
        fields.clear();
        assertThat(copied.size()).isEqualTo(1);
        assertThatThrownBy(() -> copied.all().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> copied.named("received").clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void headersOfTheSameFieldsAreEqual() {
        assertThat(header).isEqualTo(HeaderFields.of(List.of(FIRST, FROM, SECOND)));
        assertThat(header).hasSameHashCodeAs(HeaderFields.of(List.of(FIRST, FROM, SECOND)));
        assertThat(header).isNotEqualTo(HeaderFields.of(List.of(SECOND, FROM, FIRST)));
        assertThat(header).hasToString("3 header fields");
    }
}
