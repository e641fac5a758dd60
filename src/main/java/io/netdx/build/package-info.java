/** Steps of the build: some work on compiled classes, some pack what was built. Not part of the program. May import: ASM, commons-compress. */
package io.netdx.build;
