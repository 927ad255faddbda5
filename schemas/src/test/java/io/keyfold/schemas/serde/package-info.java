@NullMarked
package io.keyfold.schemas.serde;

import org.jspecify.annotations.NullMarked;
