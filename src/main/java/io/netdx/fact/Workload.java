package io.netdx.fact;

import java.util.List;
import java.util.Map;

/**
 * A Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob, or what others put in their place: OpenShift's
 * DeploymentConfig, Argo's Rollout (the kind is in the ref).
 *
 * @param desired        wanted replicas; for a DaemonSet the nodes it should run on
 * @param ready          ready replicas
 * @param current        created replicas
 * @param templateLabels labels of the pod template
 * @param containers     containers of the template, without status
 * @param serviceAccount of the template, {@code default} if unset
 * @param hasStatus      false where the object was read from a manifest
 */
public record Workload(Meta meta, int desired, int ready, int current, LabelSelector selector,
                       Map<String, String> templateLabels, List<Container> containers, boolean hostNetwork,
                       String dnsPolicy, Map<String, String> nodeSelector, String serviceAccount, List<Condition> conditions,
                       boolean hasStatus) implements KubeObject {
}
