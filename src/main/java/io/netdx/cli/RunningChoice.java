package io.netdx.cli;

import io.netdx.audit.Input;
import io.netdx.fact.Plain;
import io.netdx.source.Limits;
import io.netdx.source.Snapshot;
import io.netdx.source.SnapshotReader;
import io.netdx.source.SourceException;
import io.netdx.source.live.KubeOptions;
import io.netdx.source.live.KubeconfigException;
import io.netdx.source.live.LiveCluster;
import io.netdx.source.live.LogChoice;
import io.netdx.source.live.Stop;
import io.netdx.source.signature.SignatureTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The running clusters of an audit.
 *
 * @param wanted   any at all
 * @param contexts of the kubeconfig; empty for the one that {@code kube} names
 * @param kube     as whom they are read, and what of them
 * @param logs     which of their logs are read
 * @param keep     folder of the archives that stay; empty for none
 */
record RunningChoice(boolean wanted, List<String> contexts, KubeOptions kube, LogChoice logs, String keep) {

    /** What a cluster is called that is named without a context: by {@code --server}, or because netdx runs in it. */
    private static final String NAMELESS = "this cluster";

    /**
     * One for each cluster; nothing is asked of any of them yet.
     *
     * @param stop ends the reading early
     * @throws KubeconfigException where {@code --live} finds no cluster; of {@code --contexts} each has its row
     * @throws SourceException     where there is no folder to keep archives in
     */
    List<Input> inputs(Stop stop) {
        List<Input> inputs = new ArrayList<>();
        if (!wanted) {
            return inputs;
        }
        if (!keep.isEmpty() && !Files.isDirectory(Path.of(keep))) {
            try {
                Files.createDirectories(Path.of(keep));
            } catch (IOException e) {
                throw new SourceException(Outputs.unwritable(keep, e));
            }
        }
        List<String> names = contexts.isEmpty() ? List.of(LiveCluster.context(kube, System.getenv()).orElse(kube.server().isEmpty() ? NAMELESS : kube.server())) : contexts;
        Set<String> taken = new HashSet<>();
        for (String name : names) {
            KubeOptions one = contexts.isEmpty() ? kube : kube.in(name);
            String file = file(name, taken);
            inputs.add(new Input(Plain.line(name), Plain.line(name), Optional.of((limits, table) -> read(one, file, stop, limits, table))));
        }
        return inputs;
    }

    /** Names of contexts hold slashes and colons; no two archives have one name, not even where upper case is lower. */
    private static String file(String name, Set<String> taken) {
        String plain = name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceFirst("^[.-]+", "");
        String stem = plain.isEmpty() ? "cluster" : plain.substring(0, Math.min(plain.length(), 200));
        String file = stem;
        for (int i = 2; !taken.add(file.toLowerCase(Locale.ROOT)); i++) {
            file = stem + "-" + i;
        }
        return file + ".tgz";
    }

    private Snapshot read(KubeOptions one, String file, Stop stop, Limits limits, SignatureTable table) {
        try (LiveCluster cluster = new LiveCluster(one, System.getenv(), logs, stop, what -> { })) {
            return keep.isEmpty() ? SnapshotReader.read(cluster, limits, table)
                    : Keeping.read(cluster, Path.of(keep, file), Keeping.Change.NONE, limits, table).snapshot();
        } catch (KubeconfigException e) {
            throw new SourceException(e.getMessage());
        } catch (IOException e) {
            throw new SourceException(Outputs.unwritable(Path.of(keep, file).toString(), e));
        }
    }
}
