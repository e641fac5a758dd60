package io.netdx.probe;

/** The steps of the procedure, each of which needs those before it. */
public enum Layer {
    POD("pod to pod"),
    NODE("pod to node"),
    API("pod to the API server"),
    DNS("names"),
    SERVICE("Services"),
    EXTERNAL("outside");

    private final String title;

    Layer(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
