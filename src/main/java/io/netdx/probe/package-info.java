/**
 * Which tests are worth making from inside a cluster, and from which of its nodes. Pure: a function of a cluster; who runs the tests is
 * none of its business. Allowed imports: {@code fact}, {@code net}, {@code cluster}.
 */
package io.netdx.probe;
