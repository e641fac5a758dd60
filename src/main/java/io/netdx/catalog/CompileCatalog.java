package io.netdx.catalog;

import io.netdx.pack.Packing;
import java.io.IOException;
import java.nio.file.Path;

/** Build step: compiles the catalogue. Arguments: rules folder, knowledge folder, classes folder. */
public final class CompileCatalog {

    private CompileCatalog() {
    }

    public static void main(String[] args) throws IOException {
        Catalog catalog = CatalogYaml.read(Path.of(args[0]), Path.of(args[1], "findings.yaml"));
        Packing out = new Packing();
        CatalogCodec.write(catalog, out);
        out.write(Path.of(args[2]), CatalogCodec.RESOURCE);
    }
}
