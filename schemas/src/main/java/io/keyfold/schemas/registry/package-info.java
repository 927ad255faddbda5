/** A thin client of a Confluent-compatible schema registry, and the core of one. */
@NullMarked
package io.keyfold.schemas.registry;

import org.jspecify.annotations.NullMarked;
