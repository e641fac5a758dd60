/** Tables that the build compiled, in a form that a cold JVM reads in a few bulk copies. May import: the JDK. */
package io.netdx.pack;
