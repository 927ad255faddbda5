/** The compatibility gate: released schemas stay unchanged and readable. */
@NullMarked
package io.keyfold.schemas.gate;

import org.jspecify.annotations.NullMarked;
