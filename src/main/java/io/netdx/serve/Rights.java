package io.netdx.serve;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the user of an API may do. */
interface Rights {

    /** To read everything, and nothing else. */
    Rights SNAPSHOT = new Rights() {

        private static final Set<String> READ = Set.of("get", "list", "watch");

        @Override
        public String user() {
            return "netdx:snapshot-reader";
        }

        @Override
        public boolean allowed(ControlPlane.Access access) {
            return READ.contains(access.verb()) && (access.subresource().isEmpty() || Set.of("log", "status", "scale").contains(access.subresource()));
        }

        @Override
        public List<ControlPlane.Rule> rules(String namespace) {
            return List.of(new ControlPlane.Rule(List.of("get", "list", "watch"), List.of("*"), List.of("*"), List.of()));
        }

        @Override
        public Map<String, Object> verdict(boolean allowed) {
            return allowed ? Json.object("allowed", true, "reason", "a snapshot may be read")
                    : Json.object("allowed", false, "denied", true, "reason", "a snapshot is read-only");
        }
    };

    String user();

    boolean allowed(ControlPlane.Access access);

    List<ControlPlane.Rule> rules(String namespace);

    /** The status of an access review. */
    default Map<String, Object> verdict(boolean allowed) {
        return Json.object("allowed", allowed);
    }

    static Rights of(ControlPlane plane) {
        return new Rights() {

            @Override
            public String user() {
                return plane.user();
            }

            @Override
            public boolean allowed(ControlPlane.Access access) {
                return plane.allowed(access);
            }

            @Override
            public List<ControlPlane.Rule> rules(String namespace) {
                return plane.rules(namespace);
            }
        };
    }
}
