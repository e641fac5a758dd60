package io.netdx.serve.patch;

/** A patch that cannot be applied. */
public final class PatchException extends Exception {

    private static final long serialVersionUID = 1;

    /** Whether the patch itself is fine, but not for this object. */
    private final boolean unfit;

    PatchException(boolean unfit, String message) {
        super(message);
        this.unfit = unfit;
    }

    static PatchException malformed(String message) {
        return new PatchException(false, message);
    }

    static PatchException unfit(String message) {
        return new PatchException(true, message);
    }

    /** Whether the patch itself is fine, but not for this object. */
    public boolean unfit() {
        return unfit;
    }
}
