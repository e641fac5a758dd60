/** The command line: commands, terminal, exit status. May import everything; nothing imports it. */
package io.netdx.cli;
