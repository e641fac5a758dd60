package io.netdx.bench;

import java.util.Locale;

/**
 * What healthy containers write: access lines in logfmt and JSON, a controller's klog lines behind the container runtime's time stamp, a Java
 * server's lines with a stack trace now and then, a web server's access log, of one in four that of an ingress controller. One line in
 * some thousands is of those that look like trouble and are none: cancelled requests, scanners at the door, a retry that succeeds.
 */
final class LogTexts {

    private static final int STYLES = 5;
    private static final int TROUBLE = 3000;
    private static final int TRACE = 400;

    private final LargeCluster cluster;
    private final int style;
    private final boolean ingress;
    private final StringBuilder text = new StringBuilder();

    /** @param pod whose log it is */
    LogTexts(LargeCluster cluster, int pod) {
        this.cluster = cluster;
        this.style = (pod + pod / 10) % STYLES;
        this.ingress = pod / 10 % 4 == 0;
    }

    /** Whole lines, of about so many bytes. */
    String of(int bytes) {
        for (int line = 0; text.length() < bytes; line++) {
            String clock = String.format(Locale.ROOT, "%02d:%02d:%02d.%03d", 8 + line / 36_000 % 2, line / 600 % 60, line / 10 % 60, line % 10 * 97);
            int item = (int) Long.remainderUnsigned(cluster.mix(50, line), 100_000);
            boolean trouble = line % TROUBLE == TROUBLE - 1;
            switch (style) {
                case 0 -> logfmt(clock, line, item, trouble);
                case 1 -> json(clock, line, item, trouble);
                case 2 -> klog(clock, line, item, trouble);
                case 3 -> java(clock, line, item, trouble);
                default -> proxy(clock, line, item, trouble);
            }
        }
        return text.toString();
    }

    private void logfmt(String clock, int line, int item, boolean trouble) {
        add("2026-11-24T%sZ level=%s msg=\"%s\" method=GET path=/api/v1/items/%d status=%d elapsed=%dms trace=%s%n", clock, line % 50 == 49 ? "warn" : "info",
                trouble ? "write tcp 10.128.0.9:8080->10.128.3.7:51034: write: broken pipe" : line % 50 == 49 ? "slow query, retrying the connection" : "request served",
                item, line % 97 == 96 ? 404 : 200, line % 40, cluster.hex(51, line));
    }

    private void json(String clock, int line, int item, boolean trouble) {
        add("{\"level\":\"%s\",\"ts\":\"2026-11-24T%sZ\",\"caller\":\"server/items.go:%d\",\"msg\":\"%s\",\"http\":{\"method\":\"GET\",\"path\":\"/api/v1/items/%d\",\"status\":%d,"
                + "\"bytes\":%d},\"duration\":\"%d.%03dms\",\"trace_id\":\"%s\"}%n", trouble ? "warn" : "info", clock, 60 + line % 90,
                trouble ? "request cancelled by the client: context canceled" : "request served", item, line % 97 == 96 ? 404 : 200, item % 9000, line % 40, line % 1000,
                cluster.hex(51, line));
    }

    private void klog(String clock, int line, int item, boolean trouble) {
        add("2026-11-24T%s%06dZ stderr F %s1124 %s%03d       1 %s%n", clock, item, trouble ? "E" : "I", clock, item % 1000, trouble
                ? "log.go:245] http: TLS handshake error from 10.128.0.1:" + (40_000 + line % 9000) + ": EOF"
                : "controller.go:" + (100 + line % 300) + "] \"Reconciled object\" kind=\"Deployment\" namespace=\"shop-" + line % 100 + "\" name=\"item-" + item
                + "\" generation=" + line % 30 + " requeueAfter=\"" + line % 60 + "s\"");
    }

    private void java(String clock, int line, int item, boolean trouble) {
        add("2026-11-24 %s  %s 1 --- [nio-8080-exec-%d] c.e.shop.items.ItemController           : %s%n", clock, line % TRACE == TRACE - 1 || trouble ? "WARN" : "INFO", 1 + line % 10,
                trouble ? "Resolved [org.apache.catalina.connector.ClientAbortException: java.io.IOException: Broken pipe]"
                        : line % TRACE == TRACE - 1 ? "Rejected item " + item : "Served item " + item + " of catalogue " + line % 70 + " in " + line % 40 + " ms");
        if (line % TRACE == TRACE - 1) {
            text.append("java.lang.IllegalArgumentException: quantity must be positive\n");
            for (int frame = 0; frame < 40; frame++) {
                add("\tat com.example.shop.items.layer%d.ItemService$$Lambda.apply(ItemService.java:%d) ~[app.jar!/:1.14.2]%n", frame, 40 + frame * 7);
            }
        }
    }

    private void proxy(String clock, int line, int item, boolean trouble) {
        String status = String.valueOf(trouble ? 499 : line % 97 == 96 ? 404 : 200);
        String upstream = ingress ? " " + (300 + line % 200) + " 0.019 [shop-cart-80] [] 10.128.4.7:8080 " + item % 9000 + " 0.019 " + status + " " + cluster.hex(51, line) : "";
        add("10.128.%d.%d - - [24/Nov/2026:%s +0000] \"%s /api/v1/items/%d HTTP/1.1\" %s %d \"-\" \"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36\"%s%n", line % 4,
                2 + line % 200, clock.substring(0, 8), trouble ? "POST" : "GET", item, status, item % 9000, upstream);
    }

    private void add(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }
}
