/** What rules derive: findings, hypotheses, and the links between them. May import {@code fact}. */
package io.netdx.finding;
