package io.netdx.model.policy;

import io.netdx.cluster.Cluster;
import io.netdx.fact.CalicoNetworkSet;
import io.netdx.fact.Coverage;
import io.netdx.fact.Namespace;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.OtherObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Labels as Calico selectors see them: those of the pod, its namespace's with the prefix {@code pcns.}, its service account's with
 * {@code pcsa.}, and some that Calico adds.
 */
final class CalicoLabels {

    static final String NAMESPACE = "projectcalico.org/namespace";
    static final String OF_NAMESPACE = "pcns.";
    static final String OF_ACCOUNT = "pcsa.";
    private static final String ACCOUNT = "projectcalico.org/serviceaccount";
    private static final String NAME = "projectcalico.org/name";

    private final Cluster cluster;
    private final boolean closed;
    private final Map<ObjectRef, Map<String, String>> accounts = new HashMap<>();

    CalicoLabels(Cluster cluster) {
        this.cluster = cluster;
        this.closed = Scope.of(cluster) == Scope.DECLARED;
        for (OtherObject object : cluster.all(OtherObject.class)) {
            if (object.ref().kind().equals("ServiceAccount")) {
                accounts.put(object.ref(), object.meta().labels());
            }
        }
    }

    CalicoSelector.Labels of(Peer.OfPod pod) {
        return new Inherited(pod.labels(), pod.namespace(), pod.serviceAccount(), true);
    }

    CalicoSelector.Labels of(CalicoNetworkSet set) {
        return new Inherited(set.labels(), set.meta().namespace(), "", false);
    }

    /** An endpoint of a host: no namespace. */
    CalicoSelector.Labels ofHost(Map<String, String> labels) {
        return new Inherited(labels, "", "", false);
    }

    private final class Inherited implements CalicoSelector.Labels {

        private final Map<String, String> own;
        private final String namespace;
        private final String account;
        private final boolean pod;

        Inherited(Map<String, String> own, String namespace, String account, boolean pod) {
            this.own = own;
            this.namespace = namespace;
            this.account = account;
            this.pod = pod;
        }

        @Override
        public Optional<String> value(String key) {
            if (key.startsWith(OF_NAMESPACE)) {
                String name = key.substring(OF_NAMESPACE.length());
                return namespace.isEmpty() ? Optional.empty() : name.equals(NAME)
                        ? Optional.of(namespace) : Optional.ofNullable(cluster.namespaceLabels(namespace).get(name));
            }
            if (key.startsWith(OF_ACCOUNT)) {
                String name = key.substring(OF_ACCOUNT.length());
                return account.isEmpty() ? Optional.empty() : name.equals(NAME) ? Optional.of(account)
                        : Optional.ofNullable(accounts.getOrDefault(accountRef(), Map.of()).get(name));
            }
            return switch (key) {
                case NAMESPACE -> namespace.isEmpty() ? Optional.empty() : Optional.of(namespace);
                case ACCOUNT -> account.isEmpty() ? Optional.empty() : Optional.of(account);
                case "projectcalico.org/orchestrator" -> pod ? Optional.of("k8s") : Optional.ofNullable(own.get(key));
                default -> Optional.ofNullable(own.get(key));
            };
        }

        @Override
        public boolean seen(String key) {
            if (key.startsWith(OF_NAMESPACE)) {
                return namespace.isEmpty() || value(key).isPresent() || closed || cluster.complete("Namespace", Coverage.ALL)
                        || cluster.find(Namespace.class, ObjectRef.ofNamespace(namespace)).isPresent();
            }
            if (key.startsWith(OF_ACCOUNT)) {
                return !pod || value(key).isPresent() || !account.isEmpty() && (accounts.containsKey(accountRef()) || closed
                        || cluster.complete("ServiceAccount", namespace));
            }
            // a template does not say its account here: every pod has one
            return !key.equals(ACCOUNT) || !pod || !account.isEmpty();
        }

        private ObjectRef accountRef() {
            return ObjectRef.of("ServiceAccount", namespace, account);
        }
    }
}
