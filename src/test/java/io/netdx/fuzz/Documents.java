package io.netdx.fuzz;

import io.netdx.source.Limits;
import io.netdx.source.decode.DocumentReader;
import java.io.IOException;
import java.util.Optional;

/** JSON and YAML: objects, lists, own documents, dumps; and whatever a file may turn out to be. */
public final class Documents {

    static final int JSON = 0;
    static final int YAML = 1;
    static final int ANY = 2;

    private Documents() {
    }

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        Choice choice = Choice.of(data, 3);
        Told.same(told -> {
            switch (choice.way()) {
                case JSON -> {
                    DocumentReader reader = new DocumentReader(Limits.DEFAULT, told, "pods.json", Optional.of("Pod"), "shop");
                    reader.json(choice.stream(), 0);
                    reader.finish();
                }
                case YAML -> new DocumentReader(Limits.DEFAULT, told, "all.yaml", Optional.empty(), "").yaml(choice.stream());
                default -> told.snapshot("-", choice.stream(), Limits.DEFAULT);
            }
        });
    }
}
