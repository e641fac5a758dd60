package io.netdx.report;

import io.netdx.reason.Judgement.CauseOn;
import io.netdx.reason.Judgement.Diagnosis;
import io.netdx.reason.Judgement.Role;
import io.netdx.reason.Judgement.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An active root with all that it brings about, at any remove. */
public record Group(Diagnosis head, List<Diagnosis> consequences) {

    /** A consequence whose root is not listed heads a group itself: it must not get lost. */
    public static List<Group> active(List<Diagnosis> diagnoses) {
        List<Group> groups = new ArrayList<>();
        Map<String, Group> of = new HashMap<>();
        for (Diagnosis d : diagnoses) {
            if (d.state() == State.ACTIVE) {
                Group group = d.role() == Role.CONSEQUENCE && d.causedBy().isPresent() ? of.get(name(d.causedBy().get())) : null;
                if (group == null) {
                    group = new Group(d, new ArrayList<>());
                    groups.add(group);
                } else {
                    group.consequences.add(d);
                }
                of.put(name(new CauseOn(d.cause().id(), d.subject())), group);
            }
        }
        return groups;
    }

    private static String name(CauseOn cause) {
        return cause.cause() + " " + cause.subject();
    }

    public static List<Diagnosis> latent(List<Diagnosis> diagnoses) {
        List<Diagnosis> latent = new ArrayList<>();
        for (Diagnosis d : diagnoses) {
            if (d.state() == State.LATENT) {
                latent.add(d);
            }
        }
        return latent;
    }

    /** Reaches one half; below it a diagnosis is a possibility among others. */
    public boolean decided() {
        return head.confidence() >= 0.5;
    }
}
