package io.netdx.source.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the log of a probe pod apart at its marks. */
final class ProbeLog {

    private ProbeLog() {
    }

    /**
     * What each command printed, and the status that it ended with in kubectl's words; empty where it did not end.
     *
     * @param id of the run
     */
    static List<Optional<String>> of(String log, String id, int commands) {
        Pattern mark = Pattern.compile("@" + Pattern.quote(id) + " (\\d{1,4}) (?:(begin)|end (\\d{1,3}))");
        List<Optional<String>> outputs = new ArrayList<>(java.util.Collections.nCopies(commands, Optional.empty()));
        StringBuilder text = new StringBuilder();
        int open = -1;
        for (String line : log.split("\r?\n", -1)) {
            Matcher m = mark.matcher(line);
            if (!m.matches()) {
                text.append(line).append('\n');
                continue;
            }
            int number = Integer.parseInt(m.group(1));
            if (m.group(2) != null) {
                open = number;
            } else if (number == open && number < commands) {
                String status = m.group(3).equals("0") ? "" : "\ncommand terminated with exit code " + m.group(3);
                outputs.set(number, Optional.of(text.toString().strip() + status));
                open = -1;
            }
            text.setLength(0);
        }
        return outputs;
    }
}
