package io.netdx.train;

import io.netdx.catalog.Yaml;
import io.netdx.simulate.world.Profile;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An incident to solve. Nothing that the trainee reads before the debrief names the cause.
 *
 * @param stage     1 to 3, as in the source document's maturity stages
 * @param minutes   on the cluster's clock, after which the incident counts as not solved in time
 * @param title     the complaint in a few words
 * @param complaint what somebody reported, in their words
 * @param denied    resources that the trainee may not read, {@code nodes} or {@code networkpolicies}
 * @param escalates no change through the API mends it: naming it and handing it over is the solution
 * @param lesson    for the debrief
 */
public record Scenario(String id, int stage, int minutes, String title, String complaint, Lab.Setup setup, List<String> denied, boolean escalates, String lesson) {

    /** Every incident begins on a Monday morning. */
    static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public Scenario {
        denied = List.copyOf(denied);
    }

    /** The same incident at another time. */
    public Scenario at(Instant now) {
        return new Scenario(id, stage, minutes, title, complaint, new Lab.Setup(setup.seed(), setup.profile(), setup.faults(), setup.herrings(), now), denied, escalates, lesson);
    }

    /** @throws IllegalArgumentException naming file and field */
    static Scenario of(String id, Yaml yaml) {
        if (!ID.matcher(id).matches()) {
            throw yaml.wrong("the file's name", "is made of small letters, digits and hyphens");
        }
        Yaml cluster = yaml.child("cluster");
        Profile profile = new Profile(Profile.Cni.valueOf(cluster.text("cni").toUpperCase(Locale.ROOT)), cluster.text("proxy"), cluster.text("version", "v1.33.2"),
                whole(cluster, "nodes"), cluster.text("mesh", "none"));
        Lab.Setup setup = new Lab.Setup(whole(cluster, "seed"), profile, yaml.texts("faults"), Integer.parseInt(yaml.text("herrings", "0")), NOW);
        return new Scenario(id, whole(yaml, "stage"), whole(yaml, "minutes"), yaml.text("title"), yaml.block("complaint"), setup, yaml.texts("denied"),
                yaml.text("escalates", "false").equals("true"), yaml.fields().contains("lesson") ? yaml.block("lesson") : "");
    }

    private static int whole(Yaml yaml, String field) {
        return (int) yaml.number(field);
    }
}
