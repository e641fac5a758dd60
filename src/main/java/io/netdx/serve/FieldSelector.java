package io.netdx.serve;

import io.netdx.source.decode.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The parameter {@code fieldSelector}: {@code spec.nodeName=worker-1,status.phase!=Running}. */
final class FieldSelector {

    /** What the API server lets select besides name and namespace, by kind. */
    private static final Map<String, Set<String>> FIELDS = Map.of(
            "Pod", Set.of("spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork",
                    "status.phase", "status.podIP", "status.podIPs", "status.nominatedNodeName"),
            "Event", Set.of("involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid",
                    "involvedObject.apiVersion", "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason", "reportingComponent",
                    "source", "type", "regarding.kind", "regarding.namespace", "regarding.name", "regarding.uid", "regarding.apiVersion",
                    "regarding.resourceVersion", "regarding.fieldPath", "reportingController"),
            "Secret", Set.of("type"), "Namespace", Set.of("status.phase"), "ReplicaSet", Set.of("status.replicas"),
            "ReplicationController", Set.of("status.replicas"), "Job", Set.of("status.successful"), "Node", Set.of("spec.unschedulable"),
            "Service", Set.of("spec.clusterIP", "spec.type"), "CertificateSigningRequest", Set.of("spec.signerName"));

    private final List<Requirement> requirements;

    private record Requirement(String field, boolean equal, String value) {
    }

    private FieldSelector(List<Requirement> requirements) {
        this.requirements = requirements;
    }

    /** @throws ApiException where it is no selector, or selects by a field that this kind cannot be selected by */
    static FieldSelector parse(String text, ApiResource resource) {
        List<Requirement> all = new ArrayList<>();
        // a backslash keeps a comma
        for (String part : text.isBlank() ? new String[0] : text.split("(?<!\\\\),", -1)) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw ApiException.badRequest("invalid selector: '" + part + "'; can't understand it");
            }
            boolean negated = part.charAt(equals - 1) == '!';
            int value = part.startsWith("==", equals) ? equals + 2 : equals + 1;
            String field = part.substring(0, negated ? equals - 1 : equals).strip();
            if (!field.equals("metadata.name") && !field.equals("metadata.namespace")
                    && !FIELDS.getOrDefault(resource.kind(), Set.of()).contains(field)) {
                throw ApiException.badRequest("Unable to find \"" + resource.apiVersion() + ", Resource=" + resource.plural()
                        + "\" that match label selector \"\", field selector \"" + text + "\": field label not supported: " + field);
            }
            all.add(new Requirement(field, !negated, part.substring(value).strip().replaceAll("\\\\(.)", "$1")));
        }
        return new FieldSelector(all);
    }

    boolean test(StoredObject object, Supplier<Tree> content) {
        Tree tree = Tree.MISSING;
        for (Requirement r : requirements) {
            String actual;
            if (r.field().equals("metadata.name")) {
                actual = object.name();
            } else if (r.field().equals("metadata.namespace")) {
                actual = object.namespace();
            } else {
                tree = tree == Tree.MISSING ? content.get() : tree;
                actual = value(tree, r.field());
            }
            if (actual.equals(r.value()) != r.equal()) {
                return false;
            }
        }
        return true;
    }

    private static String value(Tree tree, String field) {
        int dot = field.indexOf('.');
        if (field.equals("source")) {
            return tree.at("source").text("component", tree.text("reportingComponent"));
        }
        if (field.equals("status.successful")) {
            return tree.at("status").text("succeeded", "0");
        }
        if (field.equals("status.podIPs")) {
            return tree.at("status").text("podIP");
        }
        String value = dot < 0 ? tree.text(field) : tree.at(field.substring(0, dot)).text(field.substring(dot + 1));
        boolean flag = field.equals("spec.unschedulable") || field.equals("spec.hostNetwork");
        return value.isEmpty() && flag ? "false" : value;
    }
}
