package io.netdx.audit;

/**
 * One snapshot that is to be looked at.
 *
 * @param name   tells it from the others: the file's name, with as many folders before it as that takes
 * @param source its path, as given
 */
public record Input(String name, String source) {
}
