import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Adds up the XML reports of several test runs. Fails when a test failed or was skipped, and when a run has no test at all.
 *
 * <p>Use: {@code java TestTotals.java ROOT NAME=REPORTS...}, where REPORTS is the folder of reports inside each module.
 */
final class TestTotals {
    private int run;
    private int failures;
    private int errors;
    private final List<String> skipped = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    public static void main(String[] args) throws IOException, XMLStreamException {
        TestTotals all = new TestTotals();
        boolean complete = true;
        for (int i = 1; i < args.length; i++) {
            String name = args[i].substring(0, args[i].indexOf('='));
            String reports = args[i].substring(args[i].indexOf('=') + 1);
            int before = all.run;
            all.addRun(Path.of(args[0]), name, reports);
            System.out.printf("%-12s %d tests%n", name, all.run - before);
            if (all.run == before) {
                System.out.println("No test ran: " + name);
                complete = false;
            }
        }
        all.failed.forEach(test -> System.out.println("FAILED  " + test));
        all.skipped.forEach(test -> System.out.println("SKIPPED " + test));
        int bad = all.failures + all.errors;
        System.out.printf(
                "Tests run: %d, Failures: %d, Errors: %d, Skipped: %d%n",
                all.run, all.failures, all.errors, all.skipped.size());
        System.out.printf("%d passed, %d failed%n", all.run - bad - all.skipped.size(), bad);
        System.exit(complete && bad == 0 && all.skipped.isEmpty() ? 0 : 1);
    }

    private void addRun(Path root, String name, String reports) throws IOException, XMLStreamException {
        for (Path module : list(root, "mailauth-*")) {
            Path folder = module.resolve(reports);
            if (Files.isDirectory(folder)) {
                for (Path report : list(folder, "TEST-*.xml")) {
                    addReport(name + " " + module.getFileName() + " ", report);
                }
            }
        }
    }

    private static TreeSet<Path> list(Path folder, String glob) throws IOException {
        TreeSet<Path> found = new TreeSet<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, glob)) {
            paths.forEach(found::add);
        }
        return found;
    }

    private void addReport(String where, Path report) throws IOException, XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (InputStream in = Files.newInputStream(report)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            String test = "";
            while (xml.hasNext()) {
                if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                switch (xml.getLocalName()) {
                    case "testcase" -> {
                        run++;
                        test = where + xml.getAttributeValue(null, "classname") + "."
                                + xml.getAttributeValue(null, "name");
                    }
                    case "skipped" -> skipped.add(test);
                    case "failure" -> {
                        failures++;
                        failed.add(test);
                    }
                    case "error" -> {
                        errors++;
                        failed.add(test);
                    }
                    default -> {}
                }
            }
        }
    }
}
