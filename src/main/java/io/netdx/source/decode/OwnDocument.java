package io.netdx.source.decode;

import java.util.List;

/**
 * A document with {@code apiVersion: netdx/v1} inside a case file.
 *
 * @param kind      {@code Case}, {@code Log} or {@code HostFile}
 * @param namespace of the pod of a log
 * @param name      pod of a log, or node of a host file
 * @param part      container of a log, or name of a host file
 * @param text      content of the log or host file
 * @param collected for a case: kinds completely seen, each {@code Kind} or {@code Kind/namespace}
 * @param forbidden for a case: kinds that could not be read
 * @param base      for a case: the healthy cluster that it differs from, empty for one that stands alone
 * @param removed   for a case: what its base has and it has not, {@code Kind/namespace/name} or {@code Kind}
 * @param uncollected for a case: kinds of its base that nobody looked at
 */
public record OwnDocument(String kind, String namespace, String name, String part, String text,
                          List<String> collected, List<String> forbidden, String base, List<String> removed,
                          List<String> uncollected) {

    static OwnDocument of(Tree document) {
        return new OwnDocument(document.text("kind"), document.text("namespace"),
                document.text("pod", document.text("node")), document.text("container", document.text("file")),
                document.text("text"), document.texts("collected"), document.texts("forbidden"),
                document.text("base"), document.texts("remove"), document.texts("uncollected"));
    }
}
