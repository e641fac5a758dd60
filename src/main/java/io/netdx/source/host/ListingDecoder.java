package io.netdx.source.host;

import io.netdx.fact.HostFact;
import java.util.List;
import java.util.TreeSet;

/** Listings of directories, plain or {@code ls -l}: the CNI plugins, and the address files of the host-local plugin. */
final class ListingDecoder implements LineDecoder {

    private final HostFile file;
    private final TreeSet<String> names = new TreeSet<>();

    ListingDecoder(HostFile file) {
        this.file = file;
    }

    @Override
    public boolean line(String line, int number) {
        if (line.startsWith("total ") || line.endsWith(":")) {
            return true;
        }
        List<String> words = Words.of(line);
        boolean detailed = words.size() >= 9 && "-dl".indexOf(line.charAt(0)) >= 0;
        if (words.size() != 1 && !detailed) {
            return false;
        }
        String path = detailed ? words.get(8) : words.get(0);
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (!name.isEmpty() && !name.equals(".") && !name.equals("..") && kept(name) && file.room(names.size(), number)) {
            names.add(name);
        }
        return true;
    }

    /** host-local keeps {@code lock} and {@code last_reserved_ip.0} beside one file for each address. */
    private boolean kept(String name) {
        return file.kind() == HostKind.CNI_BINARIES || Words.isAddress(name);
    }

    @Override
    public void end() {
        List<String> all = List.copyOf(names);
        file.fact(file.kind() == HostKind.CNI_BINARIES ? new HostFact.CniBinaries(file.node(), all, file.at(0))
                : new HostFact.LocalAddresses(file.node(), all, file.at(0)));
    }
}
