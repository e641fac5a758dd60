package io.netdx.cli;

import io.netdx.fact.Plain;
import io.netdx.model.Spelling;
import io.netdx.source.Limit;
import io.netdx.source.Limits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The option {@code --limit} of every command that reads snapshots. */
final class LimitOptions {

    private static final Pattern NUMBER = Pattern.compile("(\\d{1,15})(Ki|Mi|Gi|Ti)?");
    private static final List<String> UNITS = List.of("Ki", "Mi", "Gi", "Ti");

    @Option(names = "--limit", paramLabel = "NAME=VALUE", split = ",",
            description = "Another bound on hostile input, repeatable: entries, file-size, total-size, ratio, archive-depth, nesting, values, alias-values, "
                    + "string-length or lines; sizes as in 512Mi or 2Gi")
    private List<String> settings = new ArrayList<>();

    Limits limits() {
        Limits limits = Limits.DEFAULT;
        for (String setting : settings) {
            limits = set(limits, setting);
        }
        return limits;
    }

    private static Limits set(Limits limits, String setting) {
        int equals = setting.indexOf('=');
        String name = equals < 0 ? setting : setting.substring(0, equals);
        Limit limit = Limit.named(name).orElseThrow(() -> {
            List<String> near = Spelling.near(name, Arrays.stream(Limit.values()).map(Limit::label).toList(), 1);
            return new UsageException("--limit knows no " + Plain.line(name) + "; "
                    + (near.isEmpty() ? "choose " + Limit.labels() : "did you mean " + near.get(0) + "?"));
        });
        Matcher number = NUMBER.matcher(setting.substring(equals + 1));
        if (equals < 0 || !number.matches() || number.group(2) != null && !limit.size()) {
            throw new UsageException("--limit " + name + " takes a number" + (limit.size() ? ", such as 512Mi or 2Gi" : ", such as " + limit.standard()));
        }
        int shift = number.group(2) == null ? 0 : 10 * (1 + UNITS.indexOf(number.group(2)));
        long value = Long.parseLong(number.group(1));
        if (value > limit.most() >> shift || value << shift < limit.least()) {
            throw new UsageException("--limit " + name + " is from " + limit.least() + " to " + limit.most());
        }
        return limits.with(limit, value << shift);
    }
}
