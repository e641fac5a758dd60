package io.netdx.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** How objects and labels may be called, in the words of k8s.io/apimachinery/pkg/util/validation. */
final class Names {

    private static final Rule SUBDOMAIN = new Rule("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*", 253,
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric"
                    + " character (e.g. 'example.com', regex used for validation is '");
    private static final Rule LABEL = new Rule("[a-z0-9]([-a-z0-9]*[a-z0-9])?", 63,
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character"
                    + " (e.g. 'my-name',  or '123-abc', regex used for validation is '");
    private static final Rule SERVICE = new Rule("[a-z]([-a-z0-9]*[a-z0-9])?", 63,
            "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric"
                    + " character (e.g. 'my-name',  or 'abc-123', regex used for validation is '");
    private static final Rule KEY = new Rule("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]", 63,
            "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',"
                    + "  or 'my.name',  or '123-abc', regex used for validation is '");
    private static final Rule VALUE = new Rule("(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?", 63,
            "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric"
                    + " character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '");

    private record Rule(Pattern pattern, int most, String words) {

        Rule(String pattern, int most, String words) {
            this(Pattern.compile(pattern), most, words + pattern + "')");
        }

        /** Empty where it is kept. */
        String broken(String text) {
            return text.length() > most ? "must be no more than " + most + " characters" : pattern.matcher(text).matches() ? "" : words;
        }
    }

    private Names() {
    }

    /** The causes of a refusal: field and words in turn. */
    static List<String> name(ApiResource resource, String name) {
        boolean rbac = resource.group().equals("rbac.authorization.k8s.io");
        if (rbac) {
            return name.equals(".") || name.equals("..") || name.contains("/") || name.contains("%")
                    ? List.of("metadata.name", "Invalid value: \"" + name + "\": may not be '.', '..' or contain '/' or '%'") : List.of();
        }
        Rule rule = resource.group().isEmpty() ? switch (resource.kind()) {
            case "Service" -> SERVICE;
            case "Namespace" -> LABEL;
            default -> SUBDOMAIN;
        } : SUBDOMAIN;
        String broken = rule.broken(name);
        return broken.isEmpty() ? List.of() : List.of("metadata.name", "Invalid value: \"" + name + "\": " + broken);
    }

    /** The causes of a refusal of labels at a path. */
    static List<String> labels(Map<String, Object> labels, String path) {
        List<String> causes = new ArrayList<>();
        labels.forEach((key, value) -> {
            int slash = key.indexOf('/');
            String broken = KEY.broken(key.substring(slash + 1));
            if (!broken.isEmpty()) {
                causes.addAll(List.of(path, "Invalid value: \"" + key + "\": " + broken));
            }
            if (slash >= 0 && !SUBDOMAIN.broken(key.substring(0, slash)).isEmpty()) {
                causes.addAll(List.of(path, "Invalid value: \"" + key + "\": prefix part " + SUBDOMAIN.broken(key.substring(0, slash))));
            }
            String wrong = value instanceof String text ? VALUE.broken(text) : "must be a text";
            if (!wrong.isEmpty()) {
                causes.addAll(List.of(path, "Invalid value: \"" + value + "\": " + wrong));
            }
        });
        return causes;
    }
}
