package io.netdx.fact;

/** An API object, cut down to what network diagnosis looks at. */
public sealed interface KubeObject extends Fact
        permits Node, Pod, Service, EndpointSlice, Namespace, NetworkPolicy, Ingress, IngressClass, ConfigMap,
        Workload, ApiService, WebhookConfiguration, ResourceQuota, VolumeClaim, AdminPolicy, CalicoPolicy, CalicoTier,
        CalicoNetworkSet, CalicoProfile, CiliumPolicy, CiliumCidrGroup, GatewayObject, PeerAuthentication, DestinationRule, VirtualService,
        MeshGateway, MeshAuthorization, OtherObject {

    Meta meta();

    @Override
    default ObjectRef ref() {
        return meta().ref();
    }

    @Override
    default Provenance source() {
        return meta().source();
    }
}
