/** What a stranger sees of Kafka: raw bytes, and records read by the registry's REST API. */
@NullMarked
package io.keyfold.acceptance.log;

import org.jspecify.annotations.NullMarked;
