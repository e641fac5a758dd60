/**
 * Replaces what tells whose cluster a snapshot shows, so that it can be handed on: words of names, and addresses. Word by word and
 * everywhere alike, in lists, logs and settings; so pods keep the names of their Deployments, selectors fit labels, and DNS names their
 * Services. Allowed imports: {@code fact}, {@code cluster}, {@code source}, JDK.
 */
package io.netdx.source.pseudonym;
