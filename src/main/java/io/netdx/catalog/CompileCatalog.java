package io.netdx.catalog;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Build step: compiles the catalogue. Arguments: rules folder, knowledge folder, classes folder. */
public final class CompileCatalog {

    private CompileCatalog() {
    }

    public static void main(String[] args) throws IOException {
        Catalog catalog = CatalogYaml.read(Path.of(args[0]), Path.of(args[1], "findings.yaml"));
        Path out = Path.of(args[2] + CatalogCodec.RESOURCE);
        Files.createDirectories(out.getParent());
        try (DataOutputStream data = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(out)))) {
            CatalogCodec.write(catalog, data);
        }
    }
}
