/** Avro serialization in Confluent's wire format, configured with Confluent's property names. */
@NullMarked
package io.keyfold.schemas.serde;

import org.jspecify.annotations.NullMarked;
