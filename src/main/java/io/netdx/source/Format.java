package io.netdx.source;

/** What produced a snapshot, and so what it leaves out. */
public enum Format {
    CASE("netdx case file"),
    LIVE("running cluster"),
    COLLECTION("netdx collection"),
    LAB("kubectl lists with node files"),
    TROUBLESHOOT("troubleshoot support bundle"),
    MUST_GATHER("OpenShift must-gather"),
    CILIUM_SYSDUMP("Cilium sysdump"),
    VELERO("Velero backup"),
    SONOBUOY("sonobuoy results"),
    INSIGHTS("OpenShift Insights archive"),
    CLUSTER_INFO_DUMP("kubectl cluster-info dump"),
    KIND_LOGS("kind export logs"),
    TRANSCRIPT("kubectl transcript"),
    LISTS("kubectl get lists"),
    MANIFESTS("manifests (declared state only)"),
    UNKNOWN("unknown layout");

    private final String title;

    Format(String title) {
        this.title = title;
    }

    /** As named in reports. */
    public String title() {
        return title;
    }
}
