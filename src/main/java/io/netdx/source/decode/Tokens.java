package io.netdx.source.decode;

import tools.jackson.core.JsonGenerator;

/** A document as a stream of tokens, whatever its syntax. */
interface Tokens extends AutoCloseable {

    enum Token { OBJECT, END_OBJECT, ARRAY, END_ARRAY, FIELD, SCALAR, NULL, END }

    /** The next token; {@link Token#END} once and for all at the end of the input. */
    Token next() throws DecodeException;

    /** Text of the current field name or scalar. */
    String text() throws DecodeException;

    /** The current scalar, as one that is known already where it is. */
    Tree scalar(Scalars known) throws DecodeException;

    /** Writes the current scalar as the JSON value that the API would have sent. */
    void write(JsonGenerator json) throws DecodeException;

    /** 1-based line of the current token. */
    int line();

    /** After a field name: passes over its value without keeping anything. After a start token: to its end. */
    void skip() throws DecodeException;

    @Override
    void close();
}
