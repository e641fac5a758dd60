package io.netdx.source.host;

import io.netdx.fact.HostFact;
import java.util.List;

/** {@code ipset list}: how full each set is. The members themselves repeat what the API says. */
final class IpSetDecoder implements LineDecoder {

    private final HostFile file;
    private String name = "";
    private String type = "";
    private int line;
    private int declared = -1;
    private int members;
    private int max;
    private boolean inMembers;

    IpSetDecoder(HostFile file) {
        this.file = file;
    }

    @Override
    public boolean line(String text, int number) {
        if (text.startsWith("Name: ")) {
            end();
            name = Words.cut(text.substring("Name: ".length()).strip());
            line = number;
            return true;
        }
        if (name.isEmpty()) {
            return false;
        }
        if (inMembers) {
            members++;
        } else if (text.startsWith("Type: ")) {
            type = Words.cut(text.substring("Type: ".length()).strip());
        } else if (text.startsWith("Header: ")) {
            List<String> words = Words.of(text);
            max = Words.small(Words.after(words, "maxelem"), 0);
        } else if (text.startsWith("Number of entries: ")) {
            declared = Words.small(text.substring("Number of entries: ".length()).strip(), -1);
        } else if (text.startsWith("Members:")) {
            inMembers = true;
        }
        return true;
    }

    @Override
    public void end() {
        if (!name.isEmpty()) {
            file.fact(new HostFact.IpSet(file.node(), name, type, declared >= 0 ? declared : members, max, file.at(line)));
        }
        name = "";
        type = "";
        declared = -1;
        members = 0;
        max = 0;
        inMembers = false;
    }
}
