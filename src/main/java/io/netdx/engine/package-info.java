/** Runs the rules. The only package that knows Drools. */
package io.netdx.engine;
