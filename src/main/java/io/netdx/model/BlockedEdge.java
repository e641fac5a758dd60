package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import java.util.List;

/**
 * A connection somebody needs and policies do not allow.
 *
 * @param client    workload that calls
 * @param target    Service or workload that is called
 * @param server    workload that answers
 * @param port      pod port
 * @param direction {@code ingress} at the server or {@code egress} at the client
 * @param policy    the policy to blame: the one with the nearest miss, else the newest that isolates
 * @param others    further isolating policies
 * @param mistake   what is wrong with the policy ({@link Mistakes}); one for all connections that it blocks, since it was written once
 * @param nearest   the nearest miss, in words
 * @param lead      this connection shows the mistake; others are merely blocked by the same policy
 * @param origin    as in {@link io.netdx.model.wiring.ExpectedEdge}
 * @param how       what promises the connection, in words
 * @param confidence percent
 * @param partly    some pods of the two ends reach each other
 * @param serverIp   an address of the server's pods, empty where none is known
 * @param portNumber the number of {@code port}
 * @param draft      policies that would admit everything that this one blocks in this direction, as YAML; empty where none can be written
 * @param logsSeen  logs of the client (events, status) were collected: they, not the configuration, tell whether calls fail
 */
public record BlockedEdge(ObjectRef client, ObjectRef target, ObjectRef server, String port, String direction,
                          ObjectRef policy, List<ObjectRef> others, String mistake, String nearest, boolean lead, String origin, String how,
                          int confidence, boolean partly, String serverIp, int portNumber, String draft, boolean logsSeen, Provenance source) {

    private static final int DEMANDED = 80;

    /** Names the connection as the subject of findings. */
    public ObjectRef ref() {
        return ObjectRef.of("Flow", client.namespace(), client.kind() + "/" + client.name() + " -> " + target.qualifiedName()
                + " (" + direction + ")");
    }

    /** Namespace of the peer that the policy judges. */
    public String otherNamespace() {
        return direction.equals("ingress") ? client.namespace() : server.namespace();
    }

    /** The type of a policy that has rules for the other direction only. */
    public String writtenType() {
        return direction.equals("ingress") ? "Egress" : "Ingress";
    }

    /** Configuration promises it so surely that it stands for a complaint, where no logs could tell. */
    public boolean demanded() {
        return !logsSeen && confidence >= DEMANDED && !origin.equals("failure");
    }
}
