/** Which instance has which tasks of a Kafka Streams application. */
@NullMarked
package io.keyfold.platform.log.assign;

import org.jspecify.annotations.NullMarked;
