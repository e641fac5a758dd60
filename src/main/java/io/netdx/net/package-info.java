/** Address arithmetic behind our own types. May import the IP library. */
package io.netdx.net;
