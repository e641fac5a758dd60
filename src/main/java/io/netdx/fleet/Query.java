package io.netdx.fleet;

import io.netdx.source.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Asks the tables of results in SQL: a query of the house by its name, or one in a file. */
final class Query {

    private final SparkSession spark;
    private final Results results;

    Query(SparkSession spark, Results results) {
        this.spark = spark;
        this.results = results;
    }

    /** Prints a header and then the rows, columns apart by tabs. */
    void ask(String query, PrintWriter out) throws IOException {
        for (Tables table : Tables.values()) {
            results.read(table).createOrReplaceTempView(table.label());
        }
        try {
            Dataset<Row> answer = spark.sql(text(query));
            out.println(String.join("\t", answer.columns()));
            answer.toLocalIterator().forEachRemaining(row -> out.println(line(row)));
        } catch (Exception e) {
            if (e instanceof AnalysisException) {
                throw new SourceException(query + ": " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            }
            throw e;
        }
        out.flush();
    }

    private static String line(Row row) {
        Object[] cells = new Object[row.length()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = row.isNullAt(i) ? "" : row.get(i);
        }
        return Arrays.stream(cells).map(String::valueOf).map(c -> io.netdx.fact.Plain.line(c)).collect(Collectors.joining("\t"));
    }

    private static String text(String query) throws IOException {
        try (InputStream in = Query.class.getResourceAsStream("/io/netdx/fleet/queries/" + query + ".sql")) {
            if (in != null && query.matches("[a-z-]+")) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        if (!Files.isRegularFile(Path.of(query))) {
            throw new SourceException(query + ": neither a query of netdx nor a file with SQL; src/main/fleet/queries.md has them");
        }
        return Files.readString(Path.of(query));
    }
}
