package io.netdx.serve;

import java.util.Collection;
import java.util.Optional;

/** Objects by resource, at one moment. Never changes, so that an answer may take its time. */
interface Storage {

    /** What can be asked for. */
    Resources resources();

    /** Sorted as the API server sorts. */
    Collection<StoredObject> objects(ApiResource resource);

    /** @param namespace empty where it has none */
    Optional<StoredObject> object(ApiResource resource, String namespace, String name);

    /** The state that this is. */
    long resourceVersion();
}
