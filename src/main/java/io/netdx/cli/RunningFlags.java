package io.netdx.cli;

import io.netdx.source.live.KubeOptions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which running clusters an audit looks at, beside snapshots. */
final class RunningFlags {

    @Option(names = "--live", description = "Audit the running cluster of the kubeconfig too; --context and kubectl's other flags choose another one")
    private boolean wanted;

    @Option(names = "--contexts", paramLabel = "NAME", split = ",", description = "Audit the running clusters of these contexts of the kubeconfig; repeatable. One that cannot be reached keeps its row, with the error")
    private List<String> contexts = new ArrayList<>();

    @Option(names = "--keep", paramLabel = "DIR", defaultValue = "", description = "Keep in this folder what was read of each running cluster, as collect writes it: NAME.tgz, without the data of Secrets")
    private String keep;

    @Mixin
    private LiveFlags live;

    /** @throws UsageException where flags contradict each other */
    RunningChoice choice() {
        KubeOptions kube = live.options();
        List<String> named = contexts.stream().map(String::strip).filter(name -> !name.isEmpty()).distinct().toList();
        if (!contexts.isEmpty() && named.isEmpty()) {
            throw new UsageException("--contexts takes names of contexts; kubectl config get-contexts lists them");
        }
        if (!named.isEmpty() && (wanted || !(kube.context() + kube.cluster() + kube.server()).isEmpty())) {
            throw new UsageException("--contexts says itself which clusters; leave out --live, --context, --cluster and --server");
        }
        if (named.size() > 1 && kube.prometheus().contains("://")) {
            throw new UsageException("--prometheus of several clusters is a NAMESPACE/SERVICE[:PORT] that each has; a URL is of one of them");
        }
        if (!keep.isEmpty() && !wanted && named.isEmpty()) {
            throw new UsageException("--keep is for running clusters; name some with --live or --contexts");
        }
        return new RunningChoice(wanted || !named.isEmpty(), named, kube, live.logs(), keep);
    }
}
