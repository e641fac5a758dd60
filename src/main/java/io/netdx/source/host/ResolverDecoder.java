package io.netdx.source.host;

import io.netdx.fact.HostFact;
import java.util.ArrayList;
import java.util.List;

/** {@code resolv.conf}. */
final class ResolverDecoder implements LineDecoder {

    private static final int MAX = 100;

    private final HostFile file;
    private final List<String> nameservers = new ArrayList<>();
    private List<String> search = List.of();
    private int firstLine;

    ResolverDecoder(HostFile file) {
        this.file = file;
    }

    @Override
    public boolean line(String line, int number) {
        List<String> words = Words.of(line);
        switch (words.get(0)) {
            case "nameserver" -> {
                if (words.size() > 1 && nameservers.size() < MAX) {
                    nameservers.add(words.get(1));
                }
            }
            case "search", "domain" -> search = List.copyOf(words.subList(1, Math.min(words.size(), MAX)));
            case "options", "sortlist" -> { }
            default -> {
                return line.startsWith("#") || line.startsWith(";");
            }
        }
        firstLine = firstLine == 0 ? number : firstLine;
        return true;
    }

    @Override
    public void end() {
        // An empty file is a resolver too: it asks 127.0.0.1.
        file.fact(new HostFact.Resolver(file.node(), List.copyOf(nameservers), search, file.at(firstLine)));
    }
}
