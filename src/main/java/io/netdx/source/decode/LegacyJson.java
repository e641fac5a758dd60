package io.netdx.source.decode;

import java.util.Map;

/**
 * Objects as {@code kubectl cluster-info dump} of 1.13 and older wrote them: the API server's internal types, with
 * capitalised field names and metadata inlined.
 */
final class LegacyJson {

    private LegacyJson() {
    }

    /** The object with today's field names; an object that has them already is returned as it is. */
    static Tree modern(Tree object) {
        boolean old = object.fields().containsKey("Spec") || object.fields().containsKey("InvolvedObject")
                || object.fields().containsKey("Name") && !object.fields().containsKey("metadata");
        if (!old) {
            return object;
        }
        Tree renamed = rename(object);
        Tree metadata = Tree.object(object.line());
        for (String field : new String[] {"name", "namespace", "uid", "labels", "annotations", "creationTimestamp",
                "deletionTimestamp", "ownerReferences"}) {
            Tree value = renamed.fields().remove(field);
            if (value != null) {
                metadata.fields().put(field, value);
            }
        }
        renamed.fields().put("metadata", metadata);
        return renamed;
    }

    /** Kind by shape, for items that do not say it; empty if none fits. */
    static String kindOf(Tree object) {
        Tree spec = object.at("spec");
        Tree status = object.at("status");
        if (object.at("involvedObject").present()) {
            return "Event";
        }
        if (status.at("nodeInfo").present()) {
            return "Node";
        }
        if (spec.at("containers").present()) {
            return "Pod";
        }
        if (spec.at("clusterIP").present() || spec.at("type").present() && spec.at("ports").present()) {
            return "Service";
        }
        if (object.at("subsets").present()) {
            return "Endpoints";
        }
        if (spec.at("template").present()) {
            return status.at("desiredNumberScheduled").present() ? "DaemonSet"
                    : spec.at("strategy").present() ? "Deployment"
                    : spec.at("selector").fields().containsKey("matchLabels") ? "ReplicaSet" : "ReplicationController";
        }
        return "";
    }

    private static Tree rename(Tree tree) {
        switch (tree.type()) {
            case OBJECT:
                Tree object = Tree.object(tree.line());
                for (Map.Entry<String, Tree> field : tree.fields().entrySet()) {
                    boolean free = field.getKey().equals("Labels") || field.getKey().equals("Annotations")
                            || field.getKey().equals("Selector") || field.getKey().equals("Data")
                            || field.getKey().equals("NodeSelector") || field.getKey().equals("MatchLabels");
                    object.fields().put(lower(field.getKey()), free ? field.getValue() : rename(field.getValue()));
                }
                return object;
            case ARRAY:
                Tree array = Tree.array(tree.line());
                tree.items().forEach(item -> array.items().add(rename(item)));
                return array;
            default:
                return tree;
        }
    }

    /** {@code PodIP} → {@code podIP}, {@code ClusterIP} → {@code clusterIP}, {@code UID} → {@code uid}. */
    private static String lower(String name) {
        int capitals = 0;
        while (capitals < name.length() && Character.isUpperCase(name.charAt(capitals))) {
            capitals++;
        }
        if (capitals == name.length()) {
            return name.toLowerCase(java.util.Locale.ROOT);
        }
        int lowered = capitals <= 1 ? capitals : capitals - 1;
        return name.substring(0, lowered).toLowerCase(java.util.Locale.ROOT) + name.substring(lowered);
    }
}
