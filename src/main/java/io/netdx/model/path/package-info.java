/**
 * The path of one connection: name, Service, endpoint, policies, route, node, listener; each hop passes, fails or is unknown, with
 * the object that decides it. May import: fact, net, cluster, model, model.policy.
 */
package io.netdx.model.path;
