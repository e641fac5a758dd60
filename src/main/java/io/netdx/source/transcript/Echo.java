package io.netdx.source.transcript;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Echoes of one size, all of which came back, or none.
 *
 * @param host  address that was asked
 * @param bytes of data in each; the headers of ICMP and IP come on top
 * @param back  all of them did; none otherwise
 */
record Echo(String host, int bytes, boolean back) {

    /** What fits through anything that carries IP at all. */
    static final int SMALL = 512;

    /** iputils and BusyBox, IPv4 and IPv6; the command need not say the size, its script may compute it. */
    private static final Pattern SIZE = Pattern.compile("(?m)^PING .{1,300}?\\):? (\\d{1,5})(?:\\(\\d{1,5}\\))? (?:data )?bytes");
    /** One of one may be lost while the neighbour is looked for. */
    private static final int ENOUGH = 2;

    /** Empty where some came back and others did not, or a router said why. */
    static Optional<Echo> of(String host, String output, int sent, int received) {
        Matcher size = SIZE.matcher(output);
        boolean told = output.contains("nreachable") || Pings.tooLarge(output);
        boolean clear = sent >= ENOUGH && (received == sent || received == 0 && !told);
        return clear && size.find() ? Optional.of(new Echo(host, Integer.parseInt(size.group(1)), received > 0)) : Optional.empty();
    }
}
