package io.netdx.source.live;

import io.netdx.source.Limits;
import io.netdx.source.decode.JsonTree;
import io.netdx.source.decode.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Secrets as the API server prints them in a table: name, namespace and type. All else that comes with a row is dropped here; an
 * annotation may hold the whole Secret.
 */
final class SecretNames {

    /** No plain list: a server that knows neither form refuses. */
    static final String ACCEPT = "application/json;as=Table;g=meta.k8s.io;v=v1,application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";

    private SecretNames() {
    }

    /** A page of bare Secrets; empty where it came in another form, which is not looked at. */
    static Optional<Answer> of(Answer page) throws IOException {
        Tree answer = JsonTree.read(page.stream(), Limits.DEFAULT, "", problem -> { });
        StringBuilder items = new StringBuilder();
        if (answer.text("kind").equals("Table")) {
            int type = column(answer.list("columnDefinitions"), "Type");
            for (Tree row : answer.list("rows")) {
                List<String> cells = row.texts("cells");
                item(items, row.at("object").at("metadata"), type >= 0 && type < cells.size() ? cells.get(type) : "");
            }
        } else if (answer.text("kind").equals("PartialObjectMetadataList")) {
            answer.list("items").forEach(item -> item(items, item.at("metadata"), ""));
        } else {
            return Optional.empty();
        }
        String list = "{\"metadata\":{\"continue\":" + Index.quoted(answer.at("metadata").text("continue")) + "},\"items\":[" + items + "]}";
        return Optional.of(new Answer(page.code(), false, "", list.getBytes(StandardCharsets.UTF_8)));
    }

    private static int column(List<Tree> columns, String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).text("name").equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private static void item(StringBuilder items, Tree metadata, String type) {
        items.append(items.isEmpty() ? "" : ",").append("{\"metadata\":{\"namespace\":").append(Index.quoted(metadata.text("namespace")))
                .append(",\"name\":").append(Index.quoted(metadata.text("name"))).append("},\"type\":").append(Index.quoted(type)).append('}');
    }
}
