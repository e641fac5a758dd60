package io.netdx.model.path;

import io.netdx.fact.ObjectRef;
import io.netdx.net.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;

/** The template plugin, for questions about addresses: {@code template CLASS TYPE [ZONE…] { match …  answer …  rcode … }}. */
final class Templates {

    private Templates() {
    }

    /** Empty where no template answers. */
    static Optional<Answer> answer(Corefile.Block block, String name, List<ObjectRef> by) {
        for (Corefile.Plugin template : block.all("template")) {
            List<String> zones = template.args().stream().skip(2).map(Corefile::zone).toList();
            boolean zone = (zones.isEmpty() ? block.zones() : zones).stream().anyMatch(z -> Corefile.within(name, z));
            String type = template.args().size() > 1 ? template.args().get(1).toUpperCase(Locale.ROOT) : "ANY";
            boolean asked = type.equals("A") || type.equals("ANY");
            if (zone && asked) {
                Optional<Boolean> matches = matches(template, name);
                if (matches.isEmpty()) {
                    return Optional.of(Answer.of(Answer.Kind.UNKNOWN, by, "a template whose match cannot be evaluated offline may answer"));
                }
                if (matches.get()) {
                    return Optional.of(matched(template, by));
                }
                if (!template.fallsThrough(name)) {
                    return Optional.of(Answer.of(Answer.Kind.NXDOMAIN, by, "a template of the zone does not match it and has no fallthrough"));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Boolean> matches(Corefile.Plugin template, String name) {
        List<String> patterns = template.body().stream().filter(l -> l.get(0).equals("match")).flatMap(l -> l.stream().skip(1)).toList();
        if (patterns.isEmpty()) {
            return Optional.of(true);
        }
        boolean unclear = false;
        for (String pattern : patterns) {
            Optional<Optional<Matcher>> match = SafePattern.find(pattern, name);
            if (match.isPresent() && match.get().isPresent()) {
                return Optional.of(true);
            }
            unclear |= match.isEmpty();
        }
        return unclear ? Optional.empty() : Optional.of(false);
    }

    private static Answer matched(Corefile.Plugin template, List<ObjectRef> by) {
        String rcode = template.line("rcode").filter(l -> l.size() > 1).map(l -> l.get(1).toUpperCase(Locale.ROOT)).orElse("NOERROR");
        if (!rcode.equals("NOERROR")) {
            Answer.Kind kind = rcode.equals("NXDOMAIN") ? Answer.Kind.NXDOMAIN : rcode.equals("REFUSED") ? Answer.Kind.REFUSED : Answer.Kind.SERVFAIL;
            return Answer.of(kind, by, "a template answers " + rcode);
        }
        List<String> addresses = new ArrayList<>();
        for (List<String> line : template.body()) {
            if (line.get(0).equals("answer")) {
                String[] words = String.join(" ", line).split("\\s+");
                String last = words[words.length - 1];
                if (Cidr.address(last).isPresent()) {
                    addresses.add(last);
                } else if (!last.equals("answer")) {
                    return Answer.of(Answer.Kind.UNKNOWN, by, "a template answers with text that depends on the question");
                }
            }
        }
        return addresses.isEmpty() ? Answer.of(Answer.Kind.NODATA, by, "a template answers without an address")
                : Answer.addresses(addresses, Optional.empty(), by, "a template's answer");
    }
}
