package io.netdx.report;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Plain;
import io.netdx.reason.Judgement.Diagnosis;
import io.netdx.reason.Judgement.State;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Format {@code name}: the objects to blame, by rank, each once, as kubectl writes names
 * ({@code networkpolicy.networking.k8s.io/db-lock}). What has no API object keeps its pseudo kind ({@code cluster/cluster}).
 */
public final class NameWriter implements ReportWriter {

    @Override
    public void write(DiagnosisReport report, Appendable out) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        for (Diagnosis d : report.judgement().diagnoses()) {
            if (d.state() == State.ACTIVE) {
                names.add(name(d.subject()));
            }
        }
        for (String name : names) {
            out.append(name).append('\n');
        }
    }

    private static String name(ObjectRef ref) {
        String group = group(ref.kind());
        String name = ref.kind().toLowerCase(Locale.ROOT) + (group.isEmpty() ? "" : "." + group) + "/" + ref.name();
        // A blank would make two names of one in xargs.
        return Plain.line(name).replace(' ', '?');
    }

    private static String group(String kind) {
        return switch (kind) {
            case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ControllerRevision" -> "apps";
            case "Job", "CronJob" -> "batch";
            case "NetworkPolicy", "Ingress", "IngressClass", "ServiceCIDR", "IPAddress" -> "networking.k8s.io";
            case "EndpointSlice" -> "discovery.k8s.io";
            case "APIService" -> "apiregistration.k8s.io";
            case "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration" -> "admissionregistration.k8s.io";
            case "CustomResourceDefinition" -> "apiextensions.k8s.io";
            case "HorizontalPodAutoscaler" -> "autoscaling";
            case "PodDisruptionBudget" -> "policy";
            case "StorageClass", "VolumeAttachment" -> "storage.k8s.io";
            case "Lease" -> "coordination.k8s.io";
            case "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding" -> "rbac.authorization.k8s.io";
            case "AdminNetworkPolicy", "BaselineAdminNetworkPolicy" -> "policy.networking.k8s.io";
            case "Gateway", "GatewayClass", "HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute" -> "gateway.networking.k8s.io";
            case "CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy", "CiliumNode", "CiliumEndpoint" -> "cilium.io";
            case "IPPool", "GlobalNetworkPolicy", "FelixConfiguration", "BGPPeer", "BGPConfiguration" -> "crd.projectcalico.org";
            default -> "";
        };
    }
}
