/** Work beside work. May import: the JDK. */
package io.netdx.work;
