/** The exceptions of serialization and of the registry. None of them contains a payload. */
@NullMarked
package io.keyfold.schemas.error;

import org.jspecify.annotations.NullMarked;
