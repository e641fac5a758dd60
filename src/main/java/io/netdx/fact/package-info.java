/** Records of what was read: API objects, events, recognised texts, states of hosts, and coverage. Imports the JDK alone. */
package io.netdx.fact;
