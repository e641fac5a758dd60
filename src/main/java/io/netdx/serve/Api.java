package io.netdx.serve;

/** Answers requests. Knows nothing of sockets; may be asked by many threads at once. */
interface Api {

    /** @throws ApiException where the answer is a failure */
    Answer answer(Request request);
}
