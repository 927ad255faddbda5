/** The compatibility gate: what was released stays readable, and stays. */
@NullMarked
package io.keyfold.schemas.gate;

import org.jspecify.annotations.NullMarked;
