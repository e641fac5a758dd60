/** From JSON and YAML documents to records, streaming. */
package io.netdx.source.decode;
