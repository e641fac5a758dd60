package io.netdx.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What nobody can be faster than. Arguments: {@code bytes|tokens} and a snapshot's folder or files; {@code tokens} takes the JSON files apart
 * with Jackson's streaming parser and looks at nothing, other files are read only. Files that end in {@code .gz} are decompressed.
 */
final class LargeFloors {

    private LargeFloors() {
    }

    public static void main(String[] args) throws IOException {
        JsonFactory factory = new JsonFactory();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(Path.of(args[1]))) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        byte[] buffer = new byte[1 << 16];
        long sum = 0;
        for (Path file : files) {
            boolean zipped = file.toString().endsWith(".gz");
            try (InputStream raw = Files.newInputStream(file); InputStream in = zipped ? new GZIPInputStream(raw, 1 << 16) : raw) {
                if (args[0].equals("tokens") && file.toString().contains(".json")) {
                    sum += tokens(factory, in);
                } else {
                    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                        sum += n;
                    }
                }
            }
        }
        System.out.println(sum);
    }

    private static long tokens(JsonFactory factory, InputStream in) {
        long tokens = 0;
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), in)) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        return tokens;
    }
}
