/** Service meshes: who is in them, and what in their configuration cannot work. May import: fact, net, cluster. */
package io.netdx.model.mesh;
