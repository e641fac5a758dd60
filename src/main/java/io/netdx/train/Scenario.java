package io.netdx.train;

import io.netdx.catalog.Yaml;
import io.netdx.simulate.world.Profile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * An incident to solve. Nothing that the trainee reads before the debrief names the cause.
 *
 * @param stage     1 to 3, as in the source document's maturity stages
 * @param minutes   on the cluster's clock, after which the incident counts as not solved in time
 * @param title     the complaint in a few words
 * @param complaint what somebody reported, in their words
 * @param origin    what its cluster is made from
 * @param denied    resources that the trainee may not read, {@code nodes} or {@code networkpolicies}
 * @param escalates no change through the API mends it: naming it and handing it over is the solution
 * @param lesson    for the debrief
 */
public record Scenario(String id, int stage, int minutes, String title, String complaint, Origin origin, List<String> denied, boolean escalates, String lesson) {

    /** Every incident begins on a Monday morning. */
    static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    /** What its cluster is made from. */
    public sealed interface Origin permits Lab.Setup, Imported {

        /**
         * The cluster as the trainee finds it.
         *
         * @throws Lab.NoSuchFault                 where a fault does not fit
         * @throws io.netdx.source.SourceException where a snapshot cannot be read
         */
        Site open();

        /** The same at another time, where it is not bound to its own. */
        Origin at(Instant now);

        /** Of all that is drawn by chance. */
        long seed();

        /** Families of what is wrong. */
        SortedSet<String> families();
    }

    public Scenario {
        denied = List.copyOf(denied);
    }

    /** The same incident at another time. */
    public Scenario at(Instant now) {
        return new Scenario(id, stage, minutes, title, complaint, origin.at(now), denied, escalates, lesson);
    }

    /**
     * From a file.
     *
     * @param folder of the file
     * @throws IllegalArgumentException naming file and field
     */
    static Scenario of(String id, Yaml yaml, Path folder) {
        if (!ID.matcher(id).matches()) {
            throw yaml.wrong("the file's name", "is made of small letters, digits and hyphens");
        }
        boolean imported = yaml.fields().contains("imported");
        Origin origin = imported ? Imported.of(yaml.child("imported"), folder) : simulated(yaml);
        return new Scenario(id, whole(yaml, "stage"), whole(yaml, "minutes"), yaml.text("title"), yaml.block("complaint"), origin, yaml.texts("denied"),
                imported || yaml.text("escalates", "false").equals("true"), yaml.fields().contains("lesson") ? yaml.block("lesson") : "");
    }

    private static Lab.Setup simulated(Yaml yaml) {
        Yaml cluster = yaml.child("cluster");
        Profile profile = new Profile(Profile.Cni.valueOf(cluster.text("cni").toUpperCase(Locale.ROOT)), cluster.text("proxy"), cluster.text("version", "v1.33.2"),
                whole(cluster, "nodes"), cluster.text("mesh", "none"));
        return new Lab.Setup(whole(cluster, "seed"), profile, yaml.texts("faults"), Integer.parseInt(yaml.text("herrings", "0")), NOW);
    }

    /** The file that {@link #of} reads, where it is a real incident. */
    String yaml(Imported imported) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("title", title);
        fields.put("stage", stage);
        fields.put("minutes", minutes);
        fields.put("complaint", complaint);
        fields.put("imported", imported.fields());
        return new Dump(DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build()).dumpToString(fields);
    }

    private static int whole(Yaml yaml, String field) {
        return (int) yaml.number(field);
    }
}
