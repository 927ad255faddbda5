@NullMarked
package io.keyfold.schemas.registry;

import org.jspecify.annotations.NullMarked;
