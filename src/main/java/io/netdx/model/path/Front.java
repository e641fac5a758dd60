package io.netdx.model.path;

import io.netdx.fact.ObjectRef;
import java.util.List;

/**
 * The Service that translates a connection on its way.
 *
 * @param service empty where the client talks to the endpoint itself, as with a headless Service
 * @param port    the Service's own port, 0 if none
 */
record Front(List<ObjectRef> service, int port) {

    static final Front NONE = new Front(List.of(), 0);
}
