package io.netdx.source.host;

/** Understands one family of files, line by line. */
interface LineDecoder {

    /** One line that is not blank. Returns false if it is foreign to this kind of file, true if it was used or is known noise. */
    boolean line(String line, int number);

    /** After the last line: emits what spans several of them. */
    default void end() {
    }
}
