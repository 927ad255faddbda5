/** Records to bytes and back, in Confluent's wire format and under Confluent's configuration names. */
@NullMarked
package io.keyfold.schemas.serde;

import org.jspecify.annotations.NullMarked;
