package org.mailauth.realparts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of {@code mailauth report dmarc --html} in Chromium: it draws its charts, asks nobody and fits. */
@Tag("real-parts")
class ReportPageTest {
    private static final long FIRST_OF_NOVEMBER = 1_793_491_200;
    private static final long DAY = 86_400;
    /** Whether something was drawn on every canvas. */
    private static final String DRAWN = "[...document.querySelectorAll('[data-chart] canvas')].map(c => c.width > 0 && "
            + "c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(v => v !== 0)).join()";

    @TempDir
    Path folder;

    private static String report(int day, String domain) {
        String policy = List.of("none", "quarantine", "reject").get(day / 10);
        return "<feedback><version>1.0</version><report_metadata><org_name>r</org_name><email>a@b.example</email><report_id>"
                + day + "</report_id><date_range><begin>" + (FIRST_OF_NOVEMBER + day * DAY) + "</begin><end>"
                + (FIRST_OF_NOVEMBER + day * DAY + DAY - 1)
                + "</end></date_range></report_metadata><policy_published><domain>"
                + domain + "</domain><p>" + policy + "</p></policy_published>"
                + row("192.0.2.1", 100, "pass") + row("2001:db8:85a3:8d3:1319:8a2e:370:7348", 20 - day / 2, "fail")
                + "</feedback>";
    }

    private static String row(String ip, int count, String result) {
        return "<record><row><source_ip>" + ip + "</source_ip><count>" + count
                + "</count><policy_evaluated><disposition>none</disposition><dkim>" + result + "</dkim><spf>" + result
                + "</spf></policy_evaluated></row><identifiers><header_from>example.com</header_from></identifiers>"
                + "<auth_results><spf><domain>example.com</domain><result>" + result
                + "</result></spf></auth_results></record>";
    }

    private void check(String domain) throws IOException, InterruptedException {
        Path reports = Files.createDirectory(folder.resolve("reports"));
        for (int day = 0; day < 30; day++) {
            Files.writeString(reports.resolve(day + ".xml"), report(day, domain));
        }
        Path page = folder.resolve("page.html");
        Run.of(
                        folder,
                        Duration.ofMinutes(1),
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "org.mailauth.cli.Main",
                                "report",
                                "dmarc",
                                "--html",
                                page.toString(),
                                reports.toString()))
                .orThrow();

        try (Browser browser = new Browser(folder)) {
            for (int width : new int[] {390, 1280}) {
                for (boolean dark : new boolean[] {false, true}) {
                    browser.open(page, width, dark);

                    assertThat(browser.value(DRAWN).asText()).isEqualTo("true,true,true");
                    assertThat(browser.value("document.documentElement.scrollWidth")
                                    .asInt())
                            .isLessThanOrEqualTo(width);
                    assertThat(browser.value("document.scripts.length").asInt()).isEqualTo(3);
                    assertThat(browser.complaints()).isEmpty();
                }
            }
        }
    }

    @Test
    void chartsAreDrawnAndNothingIsAskedFor() throws IOException, InterruptedException {
        check("example.com");
    }

    @Test
    void namesOfStrangersStayText() throws IOException, InterruptedException {
        check("&lt;/script&gt;&lt;script&gt;console.log(1)&lt;/script&gt;&lt;img src=https://example.com/x&gt;"
                + "w".repeat(200));
    }
}
