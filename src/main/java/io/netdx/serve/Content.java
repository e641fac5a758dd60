package io.netdx.serve;

/** The JSON of an object, wherever it lies. */
interface Content {

    /** In bytes. */
    long length();

    byte[] json();
}
