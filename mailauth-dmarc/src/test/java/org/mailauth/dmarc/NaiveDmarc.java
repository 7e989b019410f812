package org.mailauth.dmarc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailauth.AuthenticatedIdentifier;

/** RFC 9989 once more, as plainly as can be: texts and maps, no sharing, every question answered. */
final class NaiveDmarc {
    private final Map<String, List<String>> published;
    private final Set<String> existing;

    NaiveDmarc(DmarcArbitraries.Zone zone) {
        this.published = zone.records();
        this.existing = zone.existing();
    }

    /** The tags of the one record at a name; empty when there is none or more than one. */
    private Map<String, String> tags(String domain) {
        List<String> records = published.getOrDefault(domain, List.of()).stream()
                .filter(text -> text.equals("v=DMARC1") || text.startsWith("v=DMARC1;"))
                .toList();
        Map<String, String> tags = new HashMap<>();
        if (records.size() == 1) {
            for (String tag : records.get(0).split("; ", -1)) {
                tags.put(tag.substring(0, tag.indexOf('=')), tag.substring(tag.indexOf('=') + 1));
            }
        }
        return tags;
    }

    private static List<String> path(String start) {
        String[] labels = start.split("\\.", -1);
        List<String> path = new ArrayList<>(List.of(start));
        for (int keep = Math.min(7, labels.length - 1); keep > 0; keep--) {
            path.add(String.join(".", List.of(labels).subList(labels.length - keep, labels.length)));
        }
        return path;
    }

    String organization(String start) {
        String result = start;
        for (String name : path(start)) {
            Map<String, String> tags = tags(name);
            String psd = tags.getOrDefault("psd", "u");
            if (psd.equals("n")) {
                return name;
            }
            if (psd.equals("y") && !name.equals(start)) {
                String above = "." + name;
                String front = start.substring(0, start.length() - above.length());
                return front.substring(front.lastIndexOf('.') + 1) + above;
            }
            if (!tags.isEmpty()) {
                result = name;
            }
            if (psd.equals("y")) {
                return result;
            }
        }
        return result;
    }

    /** Where the record is that applies. */
    private String policyDomain(String author) {
        if (!tags(author).isEmpty()) {
            return author;
        }
        String organization = organization(author);
        // A record on a name that the walk has left out is never found.
        if (path(author).contains(organization) && !tags(organization).isEmpty()) {
            return organization;
        }
        for (String name : path(author)) {
            if (tags(name).getOrDefault("psd", "u").equals("y")) {
                return name;
            }
        }
        return "";
    }

    private boolean exists(String domain) {
        return existing.stream().anyMatch(name -> name.equals(domain) || name.endsWith("." + domain))
                || published.keySet().stream().anyMatch(name -> name.equals(domain) || name.endsWith("." + domain));
    }

    private static boolean isPolicy(String word) {
        return Set.of("none", "quarantine", "reject").contains(word);
    }

    private String policy(String author, String owner) {
        Map<String, String> tags = tags(owner);
        boolean invalid = !isPolicy(tags.getOrDefault("p", ""))
                || !isPolicy(tags.getOrDefault("sp", "none"))
                || !isPolicy(tags.getOrDefault("np", "none"));
        if (invalid) {
            return tags.containsKey("rua") ? "none" : "";
        }
        if (owner.equals(author)) {
            return tags.get("p");
        }
        String existingPolicy = tags.getOrDefault("sp", tags.get("p"));
        return exists(author) ? existingPolicy : tags.getOrDefault("np", existingPolicy);
    }

    /** Result, policy domain, published and applied policy, as one line. */
    String evaluate(String author, List<AuthenticatedIdentifier> identifiers) {
        String owner = policyDomain(author);
        String policy = owner.isEmpty() ? "" : policy(author, owner);
        if (policy.isEmpty()) {
            return "none " + owner + "  ";
        }
        Map<String, String> tags = tags(owner);
        boolean passed = false;
        boolean temporary = false;
        for (AuthenticatedIdentifier identifier : identifiers) {
            boolean dkim = identifier.kind() == AuthenticatedIdentifier.Kind.DKIM;
            boolean strict = tags.getOrDefault(dkim ? "adkim" : "aspf", "r").equals("s");
            String domain = identifier.domain().toString();
            boolean aligned =
                    strict ? domain.equals(author) : organization(domain).equals(organization(author));
            if (identifier.kind() != AuthenticatedIdentifier.Kind.SPF_HELO && aligned) {
                passed |= identifier.result().equals("pass");
                temporary |= identifier.result().equals("temperror");
            }
        }
        String applied = policy;
        if (tags.getOrDefault("t", "n").equals("y")) {
            applied = policy.equals("reject") ? "quarantine" : "none";
        }
        String failed = temporary ? "temperror" : "fail";
        return (passed ? "pass" : failed) + " " + owner + " " + policy + " " + applied;
    }
}
