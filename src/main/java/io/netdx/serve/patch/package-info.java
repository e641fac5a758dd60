/**
 * The four ways to say a change of an object: JSON patch (RFC 6902), merge patch (RFC 7386), Kubernetes' strategic merge patch and
 * server-side apply. Pure functions of trees of maps with text keys, lists, texts, truth values, numbers and null, which only a patch has.
 * May import the JDK.
 */
package io.netdx.serve.patch;
