/**
 * What goes wrong in a simulated cluster. An injector changes what is declared or what is hidden, never what is shown; one file a family.
 * May import {@code world}.
 */
package io.netdx.simulate.inject;
