/**
 * What is known beside the causes: the claims of the customer's document with what upstream sources say to each, its decision tables
 * and its procedures. Read from YAML when somebody asks for it; a diagnosis never does. May import {@code catalog}.
 */
package io.netdx.knowledge;
