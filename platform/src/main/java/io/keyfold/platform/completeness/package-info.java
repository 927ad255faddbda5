/** The time up to which the usage records of all spools are included in a read model. */
@NullMarked
package io.keyfold.platform.completeness;

import org.jspecify.annotations.NullMarked;
