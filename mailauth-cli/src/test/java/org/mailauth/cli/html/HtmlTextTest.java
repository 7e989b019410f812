package org.mailauth.cli.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlTextTest {
    @Test
    void nothingInATextIsMarkup() {
        assertThat(HtmlText.of("<a href=\"x\" b='y'>&amp;"))
                .isEqualTo("&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;");
    }

    @Test
    void controlsOfTheDirectionOfWritingAreVisible() {
        assertThat(HtmlText.of("a\u202Eb\u2066c\u0007"))
                .doesNotContain("\u202E", "\u2066", "\u0007")
                .startsWith("a");
    }

    @Test
    void jsonInAScriptCannotEndIt() {
        assertThat(HtmlText.json("{\"a\":\"</script><!--\u2028\u2029&\"}"))
                .isEqualTo("{\"a\":\"\\u003c/script\\u003e\\u003c!--\\u2028\\u2029\\u0026\"}");
    }
}
