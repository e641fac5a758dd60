package io.netdx.source;

/** What produced a snapshot, and so what it leaves out. */
public enum Format {
    CASE("netdx case file", ""),
    LAB("kubectl lists with node files", "the collector did not list it"),
    TROUBLESHOOT("troubleshoot support bundle", "the support bundle does not hold it"),
    MUST_GATHER("OpenShift must-gather", "must-gather did not inspect it"),
    CILIUM_SYSDUMP("Cilium sysdump", "the sysdump does not hold it"),
    VELERO("Velero backup", "the backup does not hold it"),
    SONOBUOY("sonobuoy results", "sonobuoy did not query it"),
    INSIGHTS("OpenShift Insights archive", "an Insights archive holds problem pods and configuration only"),
    CLUSTER_INFO_DUMP("kubectl cluster-info dump", "kubectl cluster-info dump never holds it"),
    KIND_LOGS("kind export logs", "a log export holds no API objects"),
    TRANSCRIPT("kubectl transcript", "no command of the transcript shows it"),
    LISTS("kubectl get lists", "nobody asked kubectl for it"),
    MANIFESTS("manifests (declared state only)", "manifests hold no such state"),
    UNKNOWN("unknown layout", "the snapshot holds none");

    private final String title;
    private final String whyMissing;

    Format(String title, String whyMissing) {
        this.title = title;
        this.whyMissing = whyMissing;
    }

    /** As named in reports. */
    public String title() {
        return title;
    }

    /** Why a kind is not there, for people. */
    public String whyMissing() {
        return whyMissing;
    }
}
