/** Address ranges: who states them, what they hold, how full they are. May import: fact, net, cluster. */
package io.netdx.model.address;
