/**
 * What a simulated cluster is: the objects that somebody declared, and the hidden truth that no object shows. Injectors change it, {@code behave}
 * reads it. May import the JDK, snakeyaml-engine and jackson-core.
 */
package io.netdx.simulate.world;
