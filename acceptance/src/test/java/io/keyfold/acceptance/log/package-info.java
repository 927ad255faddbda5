/** Third-party access to Kafka: raw bytes, and records decoded with the registry's REST API. */
@NullMarked
package io.keyfold.acceptance.log;

import org.jspecify.annotations.NullMarked;
