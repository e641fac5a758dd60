package io.netdx.fleet;

import io.netdx.fact.Plain;
import io.netdx.source.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
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

    /** Prints a header and then the rows of each, columns apart by tabs. */
    void ask(List<String> queries, PrintWriter out) throws IOException {
        for (Tables table : Tables.values()) {
            results.read(table).createOrReplaceTempView(table.label());
        }
        for (int i = 0; i < queries.size(); i++) {
            if (i > 0) {
                out.println();
            }
            answer(queries.get(i), out);
        }
        out.flush();
    }

    private void answer(String query, PrintWriter out) throws IOException {
        String sql = text(query);
        Dataset<Row> answer;
        try {
            answer = spark.sql(sql);
        } catch (Exception e) {
            // of Scala, so that nothing declares the one for wrong SQL, which is checked
            throw new SourceException(query + ": " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        out.println(String.join("\t", answer.columns()));
        answer.toLocalIterator().forEachRemaining(row -> out.println(line(row)));
    }

    private static String line(Row row) {
        Object[] cells = new Object[row.length()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = row.isNullAt(i) ? "" : row.get(i);
        }
        return Arrays.stream(cells).map(String::valueOf).map(c -> Plain.line(c)).collect(Collectors.joining("\t"));
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
