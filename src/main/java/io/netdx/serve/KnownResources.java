package io.netdx.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What every API server serves, as its discovery says (Kubernetes 1.33). */
final class KnownResources {

    /** Group/version, plural, kind, N where namespaced, short names, category. */
    private static final String TABLE = """
            v1 componentstatuses ComponentStatus - cs
            v1 configmaps ConfigMap N cm
            v1 endpoints Endpoints N ep
            v1 events Event N ev
            v1 limitranges LimitRange N limits
            v1 namespaces Namespace - ns
            v1 nodes Node - no
            v1 persistentvolumeclaims PersistentVolumeClaim N pvc
            v1 persistentvolumes PersistentVolume - pv
            v1 pods Pod N po all
            v1 podtemplates PodTemplate N
            v1 replicationcontrollers ReplicationController N rc all
            v1 resourcequotas ResourceQuota N quota
            v1 secrets Secret N
            v1 serviceaccounts ServiceAccount N sa
            v1 services Service N svc all
            admissionregistration.k8s.io/v1 mutatingwebhookconfigurations MutatingWebhookConfiguration - - api-extensions
            admissionregistration.k8s.io/v1 validatingadmissionpolicies ValidatingAdmissionPolicy - - api-extensions
            admissionregistration.k8s.io/v1 validatingadmissionpolicybindings ValidatingAdmissionPolicyBinding - - api-extensions
            admissionregistration.k8s.io/v1 validatingwebhookconfigurations ValidatingWebhookConfiguration - - api-extensions
            apiextensions.k8s.io/v1 customresourcedefinitions CustomResourceDefinition - crd,crds api-extensions
            apiregistration.k8s.io/v1 apiservices APIService - - api-extensions
            apps/v1 controllerrevisions ControllerRevision N
            apps/v1 daemonsets DaemonSet N ds all
            apps/v1 deployments Deployment N deploy all
            apps/v1 replicasets ReplicaSet N rs all
            apps/v1 statefulsets StatefulSet N sts all
            autoscaling/v2 horizontalpodautoscalers HorizontalPodAutoscaler N hpa all
            batch/v1 cronjobs CronJob N cj all
            batch/v1 jobs Job N - all
            certificates.k8s.io/v1 certificatesigningrequests CertificateSigningRequest - csr
            coordination.k8s.io/v1 leases Lease N
            discovery.k8s.io/v1 endpointslices EndpointSlice N
            flowcontrol.apiserver.k8s.io/v1 flowschemas FlowSchema -
            flowcontrol.apiserver.k8s.io/v1 prioritylevelconfigurations PriorityLevelConfiguration -
            networking.k8s.io/v1 ingressclasses IngressClass -
            networking.k8s.io/v1 ingresses Ingress N ing
            networking.k8s.io/v1 ipaddresses IPAddress - ip
            networking.k8s.io/v1 networkpolicies NetworkPolicy N netpol
            networking.k8s.io/v1 servicecidrs ServiceCIDR -
            node.k8s.io/v1 runtimeclasses RuntimeClass -
            policy/v1 poddisruptionbudgets PodDisruptionBudget N pdb
            rbac.authorization.k8s.io/v1 clusterrolebindings ClusterRoleBinding -
            rbac.authorization.k8s.io/v1 clusterroles ClusterRole -
            rbac.authorization.k8s.io/v1 rolebindings RoleBinding N
            rbac.authorization.k8s.io/v1 roles Role N
            scheduling.k8s.io/v1 priorityclasses PriorityClass - pc
            storage.k8s.io/v1 csidrivers CSIDriver -
            storage.k8s.io/v1 csinodes CSINode -
            storage.k8s.io/v1 csistoragecapacities CSIStorageCapacity N
            storage.k8s.io/v1 storageclasses StorageClass - sc
            storage.k8s.io/v1 volumeattachments VolumeAttachment -
            """;

    /** Served where the snapshot has them; their names are not those that the kind suggests. */
    private static final String EXTENSIONS = """
            events.k8s.io/v1 events Event N ev
            metrics.k8s.io/v1beta1 nodes NodeMetrics -
            metrics.k8s.io/v1beta1 pods PodMetrics N
            """;

    static final List<ApiResource> ALL = read(TABLE);
    private static final List<ApiResource> MORE = read(EXTENSIONS);

    private KnownResources() {
    }

    private static List<ApiResource> read(String table) {
        List<ApiResource> all = new ArrayList<>();
        for (String line : table.lines().toList()) {
            String[] part = line.split(" ");
            int slash = part[0].indexOf('/');
            all.add(new ApiResource(slash < 0 ? "" : part[0].substring(0, slash), part[0].substring(slash + 1), part[2], part[1],
                    part.length < 5 || part[4].equals("-") ? List.of() : List.of(part[4].split(",")),
                    part.length < 6 ? List.of() : List.of(part[5]), part[3].equals("N")));
        }
        return List.copyOf(all);
    }

    /** The usual resource of a kind whose group nobody says. */
    static Optional<ApiResource> ofKind(String kind) {
        return ALL.stream().filter(r -> r.kind().equals(kind)).findFirst();
    }

    static Optional<ApiResource> of(String group, String kind) {
        return Stream.concat(ALL.stream(), MORE.stream()).filter(r -> r.kind().equals(kind) && r.group().equals(group)).findFirst();
    }
}
