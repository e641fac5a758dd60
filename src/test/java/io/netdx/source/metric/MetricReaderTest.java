package io.netdx.source.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.fact.Measurement;
import io.netdx.source.Limits;
import io.netdx.source.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricReaderTest {

    private final List<Measurement> found = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final MetricReader reader = new MetricReader(Limits.DEFAULT, f -> found.add((Measurement) f), problems::add);

    private Measurement read(String text) throws IOException {
        reader.read("m", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        return found.get(0);
    }

    private static String table(String column, double... values) {
        StringBuilder text = new StringBuilder("time," + column + "\n");
        for (int i = 0; i < values.length; i++) {
            text.append(String.format("2026-11-23 06:%02d:00,%s%n", i, values[i]));
        }
        return text.toString();
    }

    @Test
    void aRiseThatLastsIsOneAndAPeakIsNone() throws IOException {
        Measurement lasting = read(table("cart-p90latency", 4, 5, 4, 5, 90, 80, 95, 5, 4, 5));
        assertThat(lasting.ref().name()).isEqualTo("cart");
        assertThat(lasting.what()).isEqualTo("latency-p90");
        assertThat(lasting.before().getAsDouble()).isLessThan(6);
        assertThat(lasting.now()).isEqualTo(90);
        found.clear();
        assertThat(read(table("cart-p90latency", 4, 5, 4, 5, 900, 5, 4, 5, 4, 5)).now()).isLessThan(6);
    }

    @Test
    void aFaultFromTheStartIsSeenWhereItEnds() throws IOException {
        Measurement m = read(table("worker-1-tcp_retrans", 9, 8, 9, 8, 9, 8, 0, 0, 0.1, 0));
        assertThat(m.before().getAsDouble()).isLessThan(0.2);
        assertThat(m.now()).isEqualTo(9);
    }

    @Test
    void noRequestIsNoLatency() throws IOException {
        assertThat(read(table("cart-p50latency", 4, 4, 4, 0, 0, 0, 0, 4, 4, 4)).now()).isEqualTo(4);
    }

    @Test
    void fewRowsHaveNothingToCompareWith() throws IOException {
        assertThat(read(table("cart-cpu_cfs", 0.8, 0.9)).before()).isEmpty();
    }

    @Test
    void brokenRowsAreNamedAndTheRestCounts() throws IOException {
        Measurement m = read("time,cart-cpu,pie-chart\n2026-11-23 06:00:00,1,2\n2026-11-23 06:01:00,2\nlater,1,2\n2026-11-23T06:02:00Z,NaN,x\n");
        assertThat(m.now()).isEqualTo(1);
        assertThat(found).hasSize(1);
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).toString()).contains("2 rows");
    }

    @Test
    void anomaliesKeepTheirUnits() throws IOException {
        read("""
                {"status": "has_anomalies", "alerts": [
                  {"type": "Service", "name": "cart", "evidence": [
                    "LATENCY_DEGRADATION [Slow Response] | cart-p50latency: Normal=1.5ms -> Current=90.25ms (+5900%) | cart-p99latency: Normal=1s -> Current=2s (+100%)",
                    "RESOURCE_SATURATION [cpu_cfs] | Val: 0.824s (Throttled)", "ERROR_SPIKE [Success Rate Drop] | Normal=100.0% -> Cur=25.0% (-75.0%)",
                    "SOMETHING [else] | Normal=1 -> Current=2"]},
                  {"type": "Node", "name": "worker-1", "evidence": ["NETWORK_QUALITY_DEGRADED [TCP Retransmission] | Normal=0.00retrans -> Current=6.67retrans (New Spike)"]},
                  {"type": "Node", "name": "", "evidence": "Normal=1 -> Current=2"}, 7, null]}
                """);
        assertThat(found).extracting(m -> m.ref() + " " + m.what() + " " + m.before().orElse(-1) + " " + m.now()).containsExactly(
                "Name cart latency-p50 1.5 90.25", "Name cart latency-p99 1000.0 2000.0", "Name cart cpu-throttled -1.0 0.824",
                "Name cart success 1.0 0.25", "Node worker-1 retransmissions 0.0 6.67");
        assertThat(problems).isEmpty();
    }

    @Test
    void nothingIsCompletelyKnown() throws IOException {
        assertThat(reader.coverage()).isEmpty();
        read(table("cart-cpu", 1, 1));
        assertThat(reader.coverage().get(0).complete()).isFalse();
    }

    @Test
    void documentsOfTheApiAreNotMistaken() {
        assertThat(MetricReader.startsLikeJson("{\"apiVersion\": \"monitoring.coreos.com/v1\", \"spec\": {\"alerts\": []}}")).isFalse();
        assertThat(MetricReader.startsLikeJson("{\"alerts\": [{\"name\": \"cart\"}]}")).isTrue();
        assertThat(MetricReader.startsLike(List.of("time,cart-cpu", "2026-11-23 06:00:00,1"))).isTrue();
        assertThat(MetricReader.startsLike(List.of("time, and again time-out", "we saw nothing"))).isFalse();
    }
}
