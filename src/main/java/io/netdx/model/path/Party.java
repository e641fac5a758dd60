package io.netdx.model.path;

import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Service;
import java.util.List;

/** What the user named as FROM or TO. */
sealed interface Party {

    ObjectRef ref();

    /** Pods, or the template of a workload without pods. */
    record Pods(ObjectRef ref, List<Side> sides) implements Party {
    }

    /** A Service, by its object ({@code ip} empty) or by one of its addresses. */
    record OfService(Service service, String ip) implements Party {
        @Override
        public ObjectRef ref() {
            return service.ref();
        }
    }

    /** A node, by its object or address. */
    record OfNode(Node node, String ip) implements Party {
        @Override
        public ObjectRef ref() {
            return node.ref();
        }
    }

    /** An address that nothing in the snapshot owns. */
    record Address(String ip) implements Party {
        @Override
        public ObjectRef ref() {
            return ObjectRef.of("Host", "", ip);
        }
    }

    /** A name that the client looks up. */
    record Host(String name) implements Party {
        @Override
        public ObjectRef ref() {
            return ObjectRef.of("Host", "", name);
        }
    }
}
