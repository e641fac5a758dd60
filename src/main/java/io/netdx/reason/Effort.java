package io.netdx.reason;

import java.time.Duration;
import java.util.List;

/** What a minute of somebody costs, and who is needed (expert.md §2.9). One unit is a minute of somebody who knows kubectl. */
public final class Effort {

    /** From what everybody can to what few can. */
    public static final List<String> LEVELS = List.of("basic-kubectl", "label-selectors", "k8s-networking", "linux-administration", "linux-networking",
            "control-plane", "cloud-networking", "network-engineering", "proxy-mesh", "proxy-internals");

    private static final double LEAST_MINUTES = 0.5;

    private Effort() {
    }

    public static double rate(String expertise) {
        return switch (expertise) {
            case "basic-kubectl" -> 1;
            case "label-selectors" -> 1.5;
            case "linux-networking", "network-engineering", "cloud-networking", "control-plane" -> 3;
            case "proxy-mesh", "proxy-internals" -> 4;
            default -> 2;
        };
    }

    public static double cost(Duration time, String expertise) {
        return Math.max(LEAST_MINUTES, time.toSeconds() / 60.0) * rate(expertise);
    }

    /** Whether somebody of a level can do what asks for another. */
    public static boolean suffices(String level, String needed) {
        return LEVELS.indexOf(needed) <= LEVELS.indexOf(level);
    }
}
