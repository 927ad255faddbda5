/** Seals values at the API edge. */
@NullMarked
package io.keyfold.authconfig.sealing;

import org.jspecify.annotations.NullMarked;
