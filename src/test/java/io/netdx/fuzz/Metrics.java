package io.netdx.fuzz;

import io.netdx.source.Limits;
import io.netdx.source.metric.MetricReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Scrapes, answers of Prometheus, alerts, tables of series, reports of anomalies. */
public final class Metrics {

    private Metrics() {
    }

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        Told.same(told -> {
            MetricReader reader = new MetricReader(Limits.DEFAULT, told::fact, told::problem);
            reader.read("coredns-0.prom", new ByteArrayInputStream(data));
            reader.finish();
            reader.coverage().forEach(told::add);
        });
    }
}
