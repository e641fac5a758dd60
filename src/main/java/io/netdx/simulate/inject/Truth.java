package io.netdx.simulate.inject;

import io.netdx.simulate.world.Resource;
import java.util.List;

/**
 * What is wrong after an injection.
 *
 * @param causes    ids of which any one is right, the best first
 * @param subject   the object that is to blame
 * @param complaint in a user's words
 * @param latent    nobody notices anything yet
 */
public record Truth(List<String> causes, Subject subject, String complaint, boolean latent) {

    public record Subject(String kind, String namespace, String name) {

        static Subject of(Resource object) {
            return new Subject(object.kind(), object.namespace(), object.name());
        }
    }

    static Truth of(String cause, Resource subject, String complaint) {
        return new Truth(List.of(cause), Subject.of(subject), complaint, false);
    }

    /** Nothing that was collected shows that anybody suffers. */
    Truth unnoticed() {
        return new Truth(causes, subject, complaint, true);
    }

    /** The same is known by other ids too. */
    Truth or(String... others) {
        return new Truth(java.util.stream.Stream.concat(causes.stream(), java.util.Arrays.stream(others)).toList(), subject, complaint, latent);
    }
}
