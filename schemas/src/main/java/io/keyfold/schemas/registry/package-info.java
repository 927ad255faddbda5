/** A client of Confluent-compatible schema registries, and an in-memory registry. */
@NullMarked
package io.keyfold.schemas.registry;

import org.jspecify.annotations.NullMarked;
