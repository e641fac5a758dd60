/** Steps of the build that work on compiled classes; not part of the program. May import: ASM. */
package io.netdx.build;
