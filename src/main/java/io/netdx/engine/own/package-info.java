/**
 * A user's own rules: how they are checked, compiled and kept. Compiling loads the rule compiler, into a class loader of its own
 * where the program runs without it; loading what was compiled does not. May import what {@code engine} may, ASM, and files.
 */
package io.netdx.engine.own;
