package org.mailauth.report.dmarc;

import java.io.Reader;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Walks through the elements of a document, with names as they are without their prefixes. Not thread-safe. */
final class XmlCursor {
    private final XMLStreamReader xml;
    private final ReportLimits limits;
    private final Findings findings;
    private final StringBuilder text = new StringBuilder();
    private int depth;
    private String name = "";

    XmlCursor(Reader document, ReportLimits limits, Findings findings) throws BrokenReportException {
        this.limits = limits;
        this.findings = findings;
        try {
            this.xml = factory().createXMLStreamReader(document);
        } catch (XMLStreamException broken) {
            throw broken(broken);
        }
    }

    /** The JDK's own parser, whatever else is on the class path, told twice not to look at document types (RFC 9990 §8.1). */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        return factory;
    }

    private static BrokenReportException broken(XMLStreamException broken) {
        String message = String.valueOf(broken.getMessage());
        int detail = message.indexOf("Message: ");
        String what = detail < 0 ? message : message.substring(detail + "Message: ".length());
        return new BrokenReportException(Finding.XML.problem("the XML ends or breaks here: " + what));
    }

    private int next() throws BrokenReportException {
        int event;
        try {
            event = xml.next();
        } catch (XMLStreamException broken) {
            throw broken(broken);
        }
        if (event == XMLStreamConstants.START_ELEMENT) {
            depth++;
            if (depth > limits.depth()) {
                throw new BrokenReportException(Finding.LIMIT_DEPTH.problem(
                        "there are more than " + limits.depth() + " elements in each other; the rest is left out"));
            }
            String qualified = xml.getLocalName();
            name = qualified.substring(qualified.indexOf(':') + 1);
        } else if (event == XMLStreamConstants.END_ELEMENT) {
            depth--;
        }
        return event;
    }

    /** Goes to the element {@code feedback}, wherever it is; false when there is none. */
    boolean findReport() throws BrokenReportException {
        while (true) {
            int event = next();
            if (event == XMLStreamConstants.END_DOCUMENT) {
                return false;
            }
            if (event == XMLStreamConstants.START_ELEMENT && name.equals("feedback")) {
                if (depth > 1) {
                    findings.add(Finding.OUTER_ELEMENT, "the report stands inside of another element");
                }
                return true;
            }
        }
    }

    /** The namespace of the element that was just entered, when it says so itself. */
    Optional<String> namespace() {
        String qualified = xml.getLocalName();
        int colon = qualified.indexOf(':');
        String attribute = colon < 0 ? "xmlns" : qualified.substring(0, colon);
        for (int at = 0; at < xml.getAttributeCount(); at++) {
            String prefix = xml.getAttributePrefix(at);
            boolean prefixed = prefix != null && prefix.equals("xmlns");
            if (xml.getAttributeLocalName(at).equals(attribute) && prefixed == (colon >= 0)) {
                return Optional.of(xml.getAttributeValue(at));
            }
        }
        return Optional.empty();
    }

    /** Enters the next element inside of the one that was entered; false when that one ends instead. */
    boolean nextChild() throws BrokenReportException {
        while (true) {
            int event = next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                return true;
            }
            if (event == XMLStreamConstants.END_ELEMENT) {
                return false;
            }
            if (event == XMLStreamConstants.CHARACTERS && !xml.isWhiteSpace()) {
                findings.add(Finding.STRAY_TEXT, "there is text between elements: " + ReportText.shown(xml.getText()));
            }
        }
    }

    /** The name of the element that was entered last, without its prefix. */
    String name() {
        return name;
    }

    /** The text of the element that was just entered, up to its end; elements in it are passed over. */
    String text() throws BrokenReportException {
        String element = name;
        text.setLength(0);
        boolean cut = false;
        while (true) {
            int event = next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                break;
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                findings.add(Finding.NESTED_ELEMENT, element + " has an element in it");
                skip();
            } else if (event == XMLStreamConstants.CHARACTERS) {
                int length = Math.min(xml.getTextLength(), limits.textLength() - text.length());
                cut |= length < xml.getTextLength();
                text.append(xml.getTextCharacters(), xml.getTextStart(), length);
            }
        }
        if (cut) {
            findings.add(
                    Finding.LIMIT_TEXT,
                    element + " has more than " + limits.textLength() + " characters; the rest is left out");
        }
        return ReportText.clean(text.toString());
    }

    /** Goes to the end of the element that was just entered. */
    void skip() throws BrokenReportException {
        int outside = depth - 1;
        while (depth > outside) {
            next();
        }
    }

    /** Reads what comes behind the report; null when that is as it should be. */
    @Nullable
    String trailing() {
        try {
            while (true) {
                int event = next();
                if (event == XMLStreamConstants.END_DOCUMENT) {
                    return null;
                }
                boolean nothing = event == XMLStreamConstants.END_ELEMENT
                        || (event == XMLStreamConstants.CHARACTERS && xml.isWhiteSpace());
                if (!nothing) {
                    return "there is something behind the report";
                }
            }
        } catch (BrokenReportException broken) {
            return "behind the report: " + broken.problem().text();
        }
    }
}
