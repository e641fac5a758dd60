/**
 * The physics of a simulated cluster: what a world shows, computed as a cluster would come to it – scheduler, kubelets, endpoint controller,
 * name resolution, the way of each packet – and never from the fault that was injected. Policies, Services and the hops of a connection are
 * judged by the network model, which reads the objects that were made so far. May import {@code world}, {@code model}, {@code cluster},
 * {@code fact}, {@code net}, {@code source}.
 */
package io.netdx.simulate.behave;
