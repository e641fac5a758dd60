package io.netdx.serve;

/** The living cluster, always at its newest revision. */
final class Living {

    /** How soon what happens by itself is seen. */
    private static final long GLANCE_MILLIS = 200;

    private final ControlPlane plane;
    private Revision newest;

    Living(ControlPlane plane) {
        this.plane = plane;
        this.newest = Revision.of(plane.state());
    }

    ControlPlane plane() {
        return plane;
    }

    synchronized Revision now() {
        ControlPlane.State state = plane.state();
        if (state.revision() > newest.resourceVersion()) {
            newest = newest.next(state);
            notifyAll();
        }
        return newest;
    }

    /** Waits a little, or until somebody has seen another revision. */
    synchronized void glance(Revision seen) throws InterruptedException {
        if (newest == seen) {
            wait(GLANCE_MILLIS);
        }
    }
}
