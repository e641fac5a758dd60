/**
 * Decoders against inputs that nobody would write. Each target is one static method over bytes, in the form that Jazzer calls; the build
 * replays what was found and a kept corpus without it. {@code src/fuzz/fuzz.sh TARGET MINUTES} looks for more.
 */
package io.netdx.fuzz;
