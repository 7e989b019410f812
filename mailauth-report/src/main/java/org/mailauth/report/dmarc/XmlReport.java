package org.mailauth.report.dmarc;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.mailauth.dmarc.AlignmentMode;
import org.mailauth.dmarc.DmarcPolicy;
import org.mailauth.internal.net.IpLiteral;

/** Writes one report as XML, children in the order of RFC 9990 Appendix A. Not thread-safe. */
final class XmlReport {
    private final XMLStreamWriter xml;
    private int depth;

    private XmlReport(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static void write(AggregateReport report, OutputStream out) throws IOException {
        Writer characters = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(characters);
            new XmlReport(xml).write(report);
            xml.flush();
        } catch (XMLStreamException failed) {
            if (failed.getNestedException() instanceof IOException io) {
                throw io;
            }
            throw new IOException(failed);
        }
        characters.flush();
    }

    private void write(AggregateReport report) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("feedback");
        xml.writeDefaultNamespace(ReportShape.RFC9990_NAMESPACE);
        depth++;
        text("version", "1.0");
        metadata(report.header().metadata());
        policy(report.header().policyPublished());
        for (AggregateRow row : report.rows()) {
            row(row);
        }
        close();
        xml.writeCharacters("\n");
        xml.writeEndDocument();
    }

    private void indent() throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }

    private void open(String name) throws XMLStreamException {
        indent();
        xml.writeStartElement(name);
        depth++;
    }

    private void close() throws XMLStreamException {
        depth--;
        indent();
        xml.writeEndElement();
    }

    private void text(String name, String value) throws XMLStreamException {
        indent();
        xml.writeStartElement(name);
        xml.writeCharacters(value);
        xml.writeEndElement();
    }

    private void text(String name, Optional<String> value) throws XMLStreamException {
        if (value.isPresent()) {
            text(name, value.get());
        }
    }

    private static Optional<String> seconds(Optional<Instant> time) {
        return time.map(instant -> Long.toString(instant.getEpochSecond()));
    }

    private void metadata(ReportMetadata metadata) throws XMLStreamException {
        open("report_metadata");
        text("org_name", metadata.orgName());
        text("email", metadata.email());
        text("extra_contact_info", metadata.extraContactInfo());
        text("report_id", metadata.reportId());
        open("date_range");
        text("begin", seconds(metadata.begin()));
        text("end", seconds(metadata.end()));
        close();
        for (String error : metadata.errors()) {
            text("error", error);
        }
        text("generator", metadata.generator());
        close();
    }

    private void policy(PolicyPublished policy) throws XMLStreamException {
        open("policy_published");
        text("domain", policy.domain());
        text("p", policy.policy().map(DmarcPolicy::word));
        text("sp", policy.subdomainPolicy().map(DmarcPolicy::word));
        text("np", policy.nonexistentSubdomainPolicy().map(DmarcPolicy::word));
        text("adkim", policy.dkimAlignment().map(AlignmentMode::letter));
        text("aspf", policy.spfAlignment().map(AlignmentMode::letter));
        text("discovery_method", policy.discoveryMethod().map(DiscoveryMethod::word));
        text("fo", policy.failureReportOptions());
        text("testing", policy.testing().map(testing -> testing ? "y" : "n"));
        close();
    }

    private void row(AggregateRow row) throws XMLStreamException {
        open("record");
        open("row");
        text("source_ip", IpLiteral.format(row.sourceIp()));
        text("count", Long.toString(row.count()));
        evaluated(row.policyEvaluated());
        close();
        open("identifiers");
        text("header_from", row.identifiers().headerFrom());
        text("envelope_from", row.identifiers().envelopeFrom());
        text("envelope_to", row.identifiers().envelopeTo());
        close();
        open("auth_results");
        for (DkimAuthResult dkim : row.authResults().dkim()) {
            open("dkim");
            text("domain", dkim.domain());
            text("selector", dkim.selector());
            text("result", dkim.result().map(AuthResult::word));
            text("human_result", dkim.humanResult());
            close();
        }
        for (SpfAuthResult spf : row.authResults().spf()) {
            open("spf");
            text("domain", spf.domain());
            text("scope", spf.scope().map(SpfScope::word));
            text("result", spf.result().map(AuthResult::word));
            text("human_result", spf.humanResult());
            close();
        }
        close();
        close();
    }

    private void evaluated(PolicyEvaluated evaluated) throws XMLStreamException {
        open("policy_evaluated");
        text("disposition", evaluated.disposition().map(Disposition::word));
        text("dkim", evaluated.dkim().map(AlignedResult::word));
        text("spf", evaluated.spf().map(AlignedResult::word));
        for (PolicyOverrideReason reason : evaluated.reasons()) {
            open("reason");
            text("type", reason.type().map(PolicyOverrideReason.Type::word));
            if (!reason.comment().isEmpty()) {
                text("comment", reason.comment());
            }
            close();
        }
        close();
    }
}
