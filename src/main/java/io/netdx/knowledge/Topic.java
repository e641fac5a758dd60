package io.netdx.knowledge;

import java.util.Locale;

/** What advice is given on. */
public enum Topic {
    CNI, UPGRADE, CAPACITY, DNS, MESH, TOOLS, HYGIENE;

    /** {@code cni}, as people write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
